import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { StaleWrite } from '../errors.ts';
import {
  type KeptFilingAllowances,
  unusedFilingAllowance,
} from '../information-records/filing-allowances.ts';
import { filingAllowanceKey } from './keys.ts';

const itemSchema = z.object({ hourFullAt: z.int(), dayFullAt: z.int() });

/** What agencies may still file, in the cases table: one small item an agency. */
export const filingAllowanceRepository = ({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): KeptFilingAllowances => ({
  async get(agency) {
    const get = { TableName: table, Key: filingAllowanceKey(agency), ConsistentRead: true };
    const { Item } = await client.send(new GetCommand(get));
    return Item ? itemSchema.parse(Item) : unusedFilingAllowance;
  },

  async replace(agency, before, next) {
    const put = new PutCommand({
      TableName: table,
      Item: { ...filingAllowanceKey(agency), ...next },
      ...(before.hourFullAt === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'hourFullAt = :hour AND dayFullAt = :day',
            ExpressionAttributeValues: { ':hour': before.hourFullAt, ':day': before.dayFullAt },
          }),
    });
    try {
      await client.send(put);
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      throw new StaleWrite(agency, { cause });
    }
  },
});

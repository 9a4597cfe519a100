import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { StaleWrite } from '../errors.ts';
import type { EntityNumber } from '../identifiers.ts';
import { unusedAllowance } from '../reports/allowance.ts';
import type { KeptAllowances } from '../reports/allowances.ts';
import { allowanceKey } from './keys.ts';

const { batchesFullAt, bytesFullAt, waiting } = unusedAllowance;
const allowanceSchema = z.object({
  batchesFullAt: z.int().default(batchesFullAt),
  bytesFullAt: z.int().default(bytesFullAt),
  waiting: z.int().default(waiting),
});

/** Allowances in the reports table: one small item an entity. */
export const allowanceRepository = ({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): KeptAllowances => ({
  async get(entity) {
    const get = { TableName: table, Key: allowanceKey(entity), ConsistentRead: true };
    const { Item = {} } = await client.send(new GetCommand(get));
    return allowanceSchema.parse(Item);
  },

  async replace(entity, before, next) {
    const asBefore = before.batchesFullAt
      ? 'batchesFullAt = :batchesBefore AND bytesFullAt = :bytesBefore'
      : 'attribute_not_exists(batchesFullAt)';
    const update = new UpdateCommand({
      TableName: table,
      Key: allowanceKey(entity),
      UpdateExpression: 'SET batchesFullAt = :batches, bytesFullAt = :bytes',
      ConditionExpression: asBefore,
      ExpressionAttributeValues: {
        ':batches': next.batchesFullAt,
        ':bytes': next.bytesFullAt,
        ...(before.batchesFullAt && {
          ':batchesBefore': before.batchesFullAt,
          ':bytesBefore': before.bytesFullAt,
        }),
      },
    });
    try {
      await client.send(update);
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      throw new StaleWrite(entity, { cause });
    }
  },
});

/** What a transaction updates when so many records begin to wait, or, negative, wait no more. */
export const waitingRecords = (table: string, entity: EntityNumber, more: number) => ({
  TableName: table,
  Key: allowanceKey(entity),
  UpdateExpression: 'ADD waiting :more',
  ExpressionAttributeValues: { ':more': more },
});

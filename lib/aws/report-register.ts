import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { StaleWrite } from '../errors.ts';
import { type ReportRegister, registeredReportSchema } from '../reports/register.ts';
import { batchGet } from './batch-get.ts';
import { registeredReportKey } from './keys.ts';
import { packKeys, unpackKeys } from './packed-keys.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';

const itemSchema = z.object({ reference: z.string(), touched: z.instanceof(Uint8Array) });

/** The register in the reports table: one item for each report, for ever. */
export function reportRegister({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): ReportRegister {
  return {
    async getMany(entity, references) {
      const keys = references.map((reference) => registeredReportKey({ entity, reference }));
      const items = await batchGet({ client, table, pause: pauseWithJitter }, keys);
      return new Map(
        items.map((item) => {
          const { reference, touched } = itemSchema.parse(item);
          const report = { ...item, touched: unpackKeys(touched) };
          return [reference, registeredReportSchema.parse(report)];
        }),
      );
    },

    async put(entity, reference, next) {
      const item = {
        ...registeredReportKey({ entity, reference }),
        ...next,
        reference,
        touched: packKeys(next.touched),
      };
      const write = new PutCommand({
        TableName: table,
        Item: item,
        ...(next.version === 1
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :before',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':before': next.version - 1 },
            }),
      });
      try {
        await client.send(write);
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        throw new StaleWrite(reference, { cause });
      }
    },
  };
}

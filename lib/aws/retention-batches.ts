import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { StaleWrite } from '../errors.ts';
import type { RetainedBatches } from '../retention/retention-ports.ts';
import { batchOf } from './batch-item.ts';
import { batchKey } from './keys.ts';

const instant = z.iso.datetime();
const destroyedSchema = z.object({
  begunAt: instant.optional(),
  refusedGoneAt: instant.optional(),
  identifiersGoneAt: instant.optional(),
  removing: z.string().optional(),
});
const itemSchema = z.object({ destroyed: destroyedSchema.default({}) });

/** Batches in the reports table as retention sees them: with what of theirs was destroyed. */
export const retainedBatches = ({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): RetainedBatches => ({
  async *every() {
    const scan = {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'begins_with(sk, :batch)',
      ExpressionAttributeValues: { ':batch': 'BATCH#' },
    };
    for await (const { Items = [] } of paginateScan({ client }, scan)) {
      for (const item of Items) {
        const { destroyed } = itemSchema.parse(item);
        yield { ...batchOf(item), destroyed };
      }
    }
  },

  async note(batch, destroyed, bytes = {} as never) {
    const known = Object.entries({ ...bytes, destroyed: withoutUndefined(destroyed) });
    const update = new UpdateCommand({
      TableName: table,
      Key: batchKey(batch.entity, batch.batchId),
      UpdateExpression: `SET ${known.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: '#source = :was',
      ExpressionAttributeNames: Object.fromEntries(
        [...known.map(([name]) => name), 'source'].map((name) => [`#${name}`, name]),
      ),
      ExpressionAttributeValues: {
        ...Object.fromEntries(known.map(([name, value]) => [`:${name}`, value])),
        ':was': batch.source,
      },
    });
    try {
      await client.send(update);
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      throw new StaleWrite(batch.batchId, { cause });
    }
    return { ...batch, ...bytes, destroyed };
  },
});

const withoutUndefined = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

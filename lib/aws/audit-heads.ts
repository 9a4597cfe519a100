import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { emptyLog, type LogHead, type LogHeads } from '../audit/audit-log.ts';
import { decodeTile, hashBytes } from '../audit/tiles.ts';
import { StaleWrite } from '../errors.ts';
import { batchGet } from './batch-get.ts';
import { auditHeadKey, auditLeafKey } from './keys.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { transact } from './transact.ts';

const headSchema = z.object({
  size: z.int().min(1),
  /** Hashes one after the other, base64. */
  edge: z.string(),
  /** Leaves as they are hashed: canonical JSON. */
  unpublished: z.array(z.string()),
});
const leafItemSchema = z.object({ leafId: z.string(), place: z.int().min(0) });

/** The head of the audit log, and where each leaf stands, in a table of their own. */
export function auditHeads({
  client,
  table,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause?: (attempt: number) => Promise<void>;
}): LogHeads {
  return {
    async read() {
      const get = { TableName: table, Key: auditHeadKey, ConsistentRead: true };
      const { Item } = await client.send(new GetCommand(get));
      return Item ? decodeHead(Item) : emptyLog;
    },

    async placesOf(ids) {
      const items = await batchGet({ client, table, pause }, ids.map(auditLeafKey));
      return new Map(
        items.map((item) => {
          const { leafId, place } = leafItemSchema.parse(item);
          return [leafId, place];
        }),
      );
    },

    async append(previous, next, places) {
      const put = (Item: Record<string, unknown>, condition: object) => ({
        Put: { TableName: table, Item, ...condition },
      });
      const head = put(
        { ...auditHeadKey, ...encodeHead(next) },
        previous === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#size = :previous',
              ExpressionAttributeNames: { '#size': 'size' },
              ExpressionAttributeValues: { ':previous': previous },
            },
      );
      const leaves = [...places].map(([leafId, place]) =>
        put(
          { ...auditLeafKey(leafId), leafId, place },
          { ConditionExpression: 'attribute_not_exists(pk)' },
        ),
      );
      try {
        await transact(client, [head, ...leaves], pause);
        return true;
      } catch (cause) {
        if (!(cause instanceof StaleWrite)) throw cause;
        return false;
      }
    },

    async markPublished(size) {
      const update = new UpdateCommand({
        TableName: table,
        Key: auditHeadKey,
        UpdateExpression: 'SET unpublished = :none',
        ConditionExpression: '#size = :size',
        ExpressionAttributeNames: { '#size': 'size' },
        ExpressionAttributeValues: { ':none': [], ':size': size },
      });
      try {
        await client.send(update);
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },
  };
}

const encodeHead = ({ size, edge, unpublished }: LogHead) => ({
  size,
  edge: Buffer.concat(edge).toString('base64'),
  unpublished: unpublished.map((leaf) => Buffer.from(leaf).toString('utf8')),
});

function decodeHead(item: Record<string, unknown>): LogHead {
  const { size, edge, unpublished } = headSchema.parse(item);
  const hashes = Buffer.from(edge, 'base64');
  return {
    size,
    edge: decodeTile(hashes, { width: hashes.length / hashBytes }),
    unpublished: unpublished.map((leaf) => Buffer.from(leaf)),
  };
}

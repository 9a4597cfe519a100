import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { OutboxTable } from '../outbox/outbox-table.ts';
import { outboxShards } from './keys.ts';
import {
  type ItemKey,
  itemKeySchema,
  type OutboxPublisher,
  type PendingMessage,
  pendingMessageSchema,
} from './outbox.ts';

const pendingItemSchema = itemKeySchema.extend({ pendingMessages: z.array(pendingMessageSchema) });

/** The sparse index `outbox` of a table. */
export const outboxTable = ({
  client,
  table,
  publisher,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  publisher: Pick<OutboxPublisher, 'publish'>;
}): OutboxTable<ItemKey, PendingMessage> => ({
  async *pending(before) {
    for (let shard = 0; shard < outboxShards; shard += 1) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          IndexName: 'outbox',
          KeyConditionExpression: 'outboxShard = :shard AND outboxAt < :before',
          ExpressionAttributeValues: { ':shard': `PENDING#${shard}`, ':before': before },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          const { pendingMessages, ...key } = pendingItemSchema.parse(item);
          yield { key, messages: pendingMessages };
        }
      }
    }
  },

  publish: ({ key, messages }) => publisher.publish(key, messages),
});

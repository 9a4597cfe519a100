import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Announcements } from '../reports/batches.ts';
import { batchKey } from './keys.ts';
import { type OutboxPublisher, pendingMessageSchema } from './outbox.ts';

const pendingSchema = z.object({ pendingMessages: z.array(pendingMessageSchema).default([]) });

/** Sends what waits in the outbox of a batch. What cannot be sent now the sweeper sends. */
export const batchAnnouncements = ({
  client,
  table,
  outbox,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  outbox: Pick<OutboxPublisher, 'publishSoon'>;
}): Announcements => ({
  async announce({ entity, batchId }) {
    const key = batchKey(entity, batchId);
    const { Item = {} } = await client.send(
      new GetCommand({ TableName: table, Key: key, ConsistentRead: true }),
    );
    const { pendingMessages } = pendingSchema.parse(Item);
    if (pendingMessages.length > 0) await outbox.publishSoon(key, pendingMessages);
  },
});

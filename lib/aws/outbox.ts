import { Logger } from '@aws-lambda-powertools/logger';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { pendingSince } from './keys.ts';

/*
 * The outbox: a message that must follow a change of state is kept inside the changed item, in the
 * same write, until it is known to be sent. What a crash leaves behind `sweep-outbox` sends. So a
 * message may be sent twice, and is never lost.
 */

/** The queues that a message in an outbox can be for. */
const outboxQueues = ['intake', 'dispatch', 'audit', 'disclosure', 'information'] as const;
export type OutboxQueue = (typeof outboxQueues)[number];

/**
 * `body` is the JSON text of a message of `events/messages.ts`; `group` says on whose behalf it is
 * sent, so that the queue can be fair to all or keep an order; `once` names it, for a queue that drops
 * what is sent again under the same name.
 */
export const pendingMessageSchema = z.strictObject({
  queue: z.enum(outboxQueues),
  body: z.string(),
  group: z.string().optional(),
  once: z.string().optional(),
});
export type PendingMessage = z.infer<typeof pendingMessageSchema>;

export const itemKeySchema = z.object({ pk: z.string(), sk: z.string() });
export type ItemKey = z.infer<typeof itemKeySchema>;

/**
 * The attributes to put into an item together with the change that `messages` follow from.
 *
 * @param name anything stable about the item; spreads items over the shards of the index.
 * @param at RFC 3339 UTC, the moment of the change: the sweeper leaves young marks alone.
 */
export const withOutbox = (name: string, at: string, messages: readonly PendingMessage[]) => ({
  ...pendingSince(name, at),
  pendingMessages: [...messages],
});

export type OutboxPublisher = ReturnType<typeof outboxPublisher>;

export function outboxPublisher({
  client,
  table,
  sqs,
  queues,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  sqs: SQSClient;
  /** The URL of each queue that this function may send to. */
  queues: Partial<Record<OutboxQueue, string>>;
}) {
  /** Sends all messages, then takes them off the item, unless newer ones have replaced them. */
  async function publish({ pk, sk }: ItemKey, messages: readonly PendingMessage[]): Promise<void> {
    await Promise.all(
      messages.map(async ({ queue, body, group, once }) => {
        const QueueUrl = queues[queue];
        if (!QueueUrl) throw new Error(`no URL for queue ${queue}`);
        const how = {
          ...(group !== undefined && { MessageGroupId: group }),
          ...(once !== undefined && { MessageDeduplicationId: once }),
        };
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, ...how }));
      }),
    );
    await clear({ pk, sk }, messages);
  }

  async function clear(key: ItemKey, messages: readonly PendingMessage[]): Promise<void> {
    const remove = new UpdateCommand({
      TableName: table,
      Key: key,
      UpdateExpression: 'REMOVE pendingMessages, outboxShard, outboxAt',
      ConditionExpression: 'pendingMessages = :sent',
      ExpressionAttributeValues: { ':sent': messages },
    });
    try {
      await client.send(remove);
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    }
  }

  /** As `publish`, for use right after the change: what fails now is left to the sweeper. */
  async function publishSoon(key: ItemKey, messages: readonly PendingMessage[]): Promise<void> {
    try {
      await publish(key, messages);
    } catch (failure) {
      logger.warn('message left to the sweeper', {
        error: failure instanceof Error ? failure.name : 'unknown',
      });
    }
  }

  return { publish, publishSoon };
}

const logger = new Logger();

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { RetentionActed } from '../../events/messages.ts';
import { type HoldWithLift, legalHoldSchema, liftSchema } from '../retention/legal-hold.ts';
import type { LegalHolds } from '../retention/legal-holds.ts';
import { holdLifted, holdPlaced } from '../retention/retention-acts.ts';
import { holdKey, liftKey } from './keys.ts';
import { type ItemKey, type OutboxPublisher, type PendingMessage, withOutbox } from './outbox.ts';

const holdItemSchema = z.object({ hold: legalHoldSchema });
const liftItemSchema = z.object({ lift: liftSchema });

/** Legal holds in the cases table. */
export function holdRepository({
  client,
  table,
  outbox,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  /** Left out where nothing is decided. */
  outbox?: Pick<OutboxPublisher, 'publishSoon'>;
}): LegalHolds {
  const read = async (Key: ItemKey) =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  /** @returns what stands there already, if anything does. */
  async function putOnce(
    key: ItemKey,
    item: object,
    acted: RetentionActed,
  ): Promise<Record<string, unknown> | undefined> {
    const messages: PendingMessage[] = [{ queue: 'audit', body: JSON.stringify(acted) }];
    const write = new PutCommand({
      TableName: table,
      Item: { ...key, ...item, ...withOutbox(key.sk, acted.at, messages) },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    try {
      await client.send(write);
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      return read(key);
    }
    await outbox?.publishSoon(key, messages);
    return undefined;
  }

  return {
    async all() {
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :holds',
        ExpressionAttributeValues: { ':holds': holdKey('').pk },
      };
      const found = new Map<string, HoldWithLift>();
      // Holds sort before lifts.
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        for (const item of Items) {
          if ('hold' in item) {
            const { hold } = holdItemSchema.parse(item);
            found.set(hold.holdId, { hold });
          } else {
            const { lift } = liftItemSchema.parse(item);
            const lifted = found.get(lift.holdId);
            if (lifted) lifted.lift = lift;
          }
        }
      }
      return [...found.values()];
    },

    async get(holdId) {
      const [held, lifted] = await Promise.all([read(holdKey(holdId)), read(liftKey(holdId))]);
      if (!held) return undefined;
      const { hold } = holdItemSchema.parse(held);
      return { hold, ...(lifted && { lift: liftItemSchema.parse(lifted).lift }) };
    },

    async place(hold) {
      const standing = await putOnce(holdKey(hold.holdId), { hold }, holdPlaced(hold));
      return standing ? holdItemSchema.parse(standing).hold : hold;
    },

    async lift(lift) {
      const standing = await putOnce(liftKey(lift.holdId), { lift }, holdLifted(lift));
      return standing ? liftItemSchema.parse(standing).lift : lift;
    },
  };
}

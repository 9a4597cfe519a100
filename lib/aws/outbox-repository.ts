import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { deliverySchema, type Outboxes } from '../disclosures/outbox.ts';
import { type DisclosureId, disclosureIdSchema, type RecipientId } from '../identifiers.ts';
import { outboxKey } from './keys.ts';

const itemSchema = z.object({ delivery: deliverySchema });

/** Recipients' outboxes in the cases table: one partition for each recipient. */
export function outboxRepository({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): Outboxes {
  const get = async (recipient: RecipientId, disclosureId: DisclosureId) => {
    const Key = outboxKey(recipient, disclosureId);
    const read = new GetCommand({ TableName: table, Key, ConsistentRead: true });
    const { Item } = await client.send(read);
    return Item && itemSchema.parse(Item).delivery;
  };

  return {
    get,

    async put(delivery) {
      const { recipient, disclosureId } = delivery;
      const write = new PutCommand({
        TableName: table,
        Item: { ...outboxKey(recipient, disclosureId), delivery },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      try {
        await client.send(write);
        return delivery;
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        return (await get(recipient, disclosureId)) ?? delivery;
      }
    },

    async markFetched(recipient, disclosureId, at) {
      const update = new UpdateCommand({
        TableName: table,
        Key: outboxKey(recipient, disclosureId),
        UpdateExpression: 'SET delivery.fetchedAt = :at',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(delivery.fetchedAt)',
        ExpressionAttributeValues: { ':at': at },
      });
      try {
        await client.send(update);
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },

    async list(recipient, { cursor, limit }) {
      const after = cursor && disclosureIdSchema.parse(cursor);
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :outbox',
        ExpressionAttributeValues: { ':outbox': outboxKey(recipient, '').pk },
        ConsistentRead: true,
        Limit: limit,
        ...(after && { ExclusiveStartKey: outboxKey(recipient, after) }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(query);
      const items = Items.map((item) => itemSchema.parse(item).delivery);
      const last = items.at(-1);
      return last && LastEvaluatedKey ? { items, cursor: last.disclosureId } : { items };
    },
  };
}

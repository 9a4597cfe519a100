import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { IntakeMessage } from '../../events/messages.ts';
import { StaleWrite } from '../errors.ts';
import { batchIdSchema } from '../identifiers.ts';
import { type BatchRecord, batchRecordSchema, statusAfter } from '../reports/batch.ts';
import type { Batches, BatchRef, Claim } from '../reports/batches.ts';
import { batchKey, batchReferenceKey, idempotencyKey } from './keys.ts';
import { type ItemKey, withOutbox } from './outbox.ts';
import { transact } from './transact.ts';

const claimSchema = z.object({ batchId: batchIdSchema, digest: z.string() });

/** Batches in the reports table. */
export function batchRepository({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): Batches {
  const read = async (Key: ItemKey) => {
    const get = new GetCommand({ TableName: table, Key, ConsistentRead: true });
    return (await client.send(get)).Item;
  };
  const claimAt = async (key: ItemKey) => {
    const item = await read(key);
    return item && claimSchema.parse(item);
  };
  const putNew = (item: Record<string, unknown>) => ({
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(pk)',
  });

  return {
    async get({ entity, batchId }) {
      const item = await read(batchKey(entity, batchId));
      return item && batchRecordSchema.parse(item);
    },

    async list(entity, { limit, before }) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': batchKey(entity, '').pk },
          ScanIndexForward: false,
          Limit: limit + 1,
          ...(before && { ExclusiveStartKey: batchKey(entity, before) }),
        },
      );
      const found: BatchRecord[] = [];
      for await (const { Items = [] } of pages) {
        found.push(...Items.map((item) => batchRecordSchema.parse(item)));
        if (found.length > limit) break;
      }
      return { batches: found.slice(0, limit), more: found.length > limit };
    },

    claimOfKey: (entity, key) => claimAt(idempotencyKey(entity, key)),
    claimOfReference: (entity, reference) => claimAt(batchReferenceKey(entity, reference)),

    async register(batch, { idempotencyKey: key, digest }) {
      const { entity, batchId, batchReference, createdAt, status } = batch;
      const claim: Claim = { batchId, digest };
      const accepted = status === 'accepted';
      const messages = accepted ? withOutbox(batchId, createdAt, [submitted(batch)]) : {};
      const item = { ...batchKey(entity, batchId), ...batch, ...messages };
      const byKey = { ...idempotencyKey(entity, key), ...claim };
      const byReference =
        accepted && batchReference !== undefined
          ? [{ Put: putNew({ ...batchReferenceKey(entity, batchReference), ...claim }) }]
          : [];
      await transact(client, [{ Put: putNew(item) }, { Put: putNew(byKey) }, ...byReference]);
    },

    async claimKey(entity, key, claim) {
      const item = { ...idempotencyKey(entity, key), ...claim };
      await unlessStale(key, () => client.send(new PutCommand(putNew(item))));
    },

    async accept(batch, arrival) {
      const { entity, batchId } = batch;
      const { batchReference, digest } = arrival;
      const update = setting({ ...arrival, status: 'accepted' });
      const claim: Claim = { batchId, digest };
      await transact(client, [
        {
          Update: {
            TableName: table,
            Key: batchKey(entity, batchId),
            ...update,
            ConditionExpression: '#status = :awaited',
            ExpressionAttributeValues: {
              ...update.ExpressionAttributeValues,
              ':awaited': 'awaiting-upload',
            },
          },
        },
        { Put: putNew({ ...batchReferenceKey(entity, batchReference), ...claim }) },
      ]);
      return { ...batch, ...arrival, status: 'accepted' };
    },

    async refuse({ entity, batchId }, status, problem) {
      const update = setting({ status, problem });
      const command = new UpdateCommand({
        TableName: table,
        Key: batchKey(entity, batchId),
        ...update,
        ConditionExpression: '#status = :awaited',
        ExpressionAttributeValues: {
          ...update.ExpressionAttributeValues,
          ':awaited': 'awaiting-upload',
        },
      });
      try {
        await client.send(command);
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },

    async advance(batch, { done, counts }) {
      const status = statusAfter(batch.submitted, done, counts);
      const update = setting({ status, done, counts });
      const command = new UpdateCommand({
        TableName: table,
        Key: batchKey(batch.entity, batch.batchId),
        ...update,
        ConditionExpression: '#done = :before',
        ExpressionAttributeValues: {
          ...update.ExpressionAttributeValues,
          ':before': batch.done,
        },
      });
      await unlessStale(batch.batchId, () => client.send(command));
      return { ...batch, status, done, counts };
    },
  };
}

const submitted = ({ entity, batchId }: BatchRef) => ({
  queue: 'intake' as const,
  body: JSON.stringify({
    type: 'batch-submitted',
    entity,
    batchId,
  } satisfies IntakeMessage),
});

/** The update that sets these attributes, by names that cannot be reserved words. */
function setting(attributes: Record<string, unknown>) {
  const names = Object.keys(attributes);
  return {
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`:${name}`, value]),
    ),
  };
}

async function unlessStale(about: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (cause) {
    if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    throw new StaleWrite(about, { cause });
  }
}

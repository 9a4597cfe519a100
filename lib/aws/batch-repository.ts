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
import { type BatchRecord, statusAfter } from '../reports/batch.ts';
import type { Batches, BatchRef, Claim } from '../reports/batches.ts';
import { waitingRecords } from './allowance-repository.ts';
import { batchOf } from './batch-item.ts';
import { batchKey, batchReferenceKey, idempotencyKey } from './keys.ts';
import { type ItemKey, withOutbox } from './outbox.ts';
import { transact } from './transact.ts';

const claimSchema = z.object({ batchId: batchIdSchema, digest: z.string() });

/** Batches in the reports table. */
export function batchRepository({
  client,
  table,
  pause,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause?: (attempt: number) => Promise<void>;
}): Batches {
  const read = async (Key: ItemKey) => {
    const get = new GetCommand({ TableName: table, Key, ConsistentRead: true });
    return (await client.send(get)).Item;
  };
  const claimAt = async (key: ItemKey) => {
    const item = await read(key);
    return item && claimSchema.parse(item);
  };
  const together = (writes: Parameters<typeof transact>[1]) => transact(client, writes, pause);
  const putNew = (item: Record<string, unknown>) => ({
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  const change = (ref: BatchRef, attributes: Record<string, unknown>, standing: Standing) => ({
    TableName: table,
    Key: batchKey(ref.entity, ref.batchId),
    ...setting(attributes, standing),
  });
  const mark = async ({ entity, batchId }: BatchRef, update: string, values?: object) => {
    const command = new UpdateCommand({
      TableName: table,
      Key: batchKey(entity, batchId),
      UpdateExpression: update,
      ConditionExpression: 'attribute_exists(pk)',
      ...(values && { ExpressionAttributeValues: { ...values } }),
    });
    await client.send(command).catch((cause: unknown) => {
      // Of a batch that there is not, nothing can be noted.
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    });
  };

  return {
    async get({ entity, batchId }) {
      const item = await read(batchKey(entity, batchId));
      return item && batchOf(item);
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
        found.push(...Items.map(batchOf));
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
      const waiting = accepted ? [{ Update: waitingRecords(table, entity, batch.submitted) }] : [];
      await together([{ Put: putNew(item) }, { Put: putNew(byKey) }, ...byReference, ...waiting]);
    },

    async claimKey(entity, key, claim) {
      const item = { ...idempotencyKey(entity, key), ...claim };
      await unlessStale(key, () => client.send(new PutCommand(putNew(item))));
    },

    async accept(batch, arrival) {
      const { entity, batchId } = batch;
      const { batchReference, digest } = arrival;
      const claim: Claim = { batchId, digest };
      await together([
        { Update: change(batch, { ...arrival, status: 'accepted' }, awaited) },
        { Put: putNew({ ...batchReferenceKey(entity, batchReference), ...claim }) },
        { Update: waitingRecords(table, entity, arrival.submitted) },
      ]);
      return { ...batch, ...arrival, status: 'accepted' };
    },

    async refuse(batch, status, problem) {
      try {
        await client.send(new UpdateCommand(change(batch, { status, problem }, awaited)));
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },

    async repeat(batch) {
      const repeats = (batch.repeats ?? 0) + 1;
      const update = new UpdateCommand(change(batch, { repeats }, progressOf(batch)));
      await unlessStale(batch.batchId, () => client.send(update));
      return { ...batch, repeats };
    },

    async advance(batch, { done, counts }) {
      const status = statusAfter(batch.submitted, done, counts);
      const update = change(batch, { status, done, counts }, progressOf(batch));
      if (status === 'processing') {
        await unlessStale(batch.batchId, () => client.send(new UpdateCommand(update)));
      } else {
        const ended = waitingRecords(table, batch.entity, -batch.submitted);
        await together([{ Update: update }, { Update: ended }]);
      }
      return { ...batch, status, done, counts };
    },

    stall: (ref, at) => mark(ref, 'SET stalledAt = :at', { ':at': at }),
    resume: (ref) => mark(ref, 'REMOVE stalledAt'),
  };
}

const submitted = ({ entity, batchId }: BatchRef) => ({
  queue: 'intake' as const,
  body: JSON.stringify({
    type: 'batch-submitted',
    entity,
    batchId,
  } satisfies IntakeMessage),
  group: entity,
});

/** What must still stand in the item for a change to be made; undefined is what it does not have. */
type Standing = Record<string, string | number | undefined>;
const awaited: Standing = { status: 'awaiting-upload' };
const progressOf = ({ done, repeats }: BatchRecord): Standing => ({ done, repeats });

/** The update that sets these attributes, by names that cannot be reserved words. */
function setting(attributes: Record<string, unknown>, standing: Standing) {
  const names = [...new Set([...Object.keys(attributes), ...Object.keys(standing)])];
  const known = Object.entries(standing).filter(([, was]) => was !== undefined);
  const conditions = Object.entries(standing).map(([name, was]) =>
    was === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}Was`,
  );
  return {
    UpdateExpression: `SET ${Object.keys(attributes)
      .map((name) => `#${name} = :${name}`)
      .join(', ')}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries([
      ...Object.entries(attributes).map(([name, value]) => [`:${name}`, value]),
      ...known.map(([name, was]) => [`:${name}Was`, was]),
    ]),
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

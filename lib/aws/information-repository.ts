import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { InformationFiled } from '../../events/messages.ts';
import { StaleWrite } from '../errors.ts';
import { caseIdSchema, ledgerKeySchema, recipientIdSchema } from '../identifiers.ts';
import { actsOnRecord } from '../information-records/information-acts.ts';
import {
  type InformationRecord,
  informationRecordSchema,
  type RecordName,
  recordIdSchema,
  recordNameSchema,
} from '../information-records/information-record.ts';
import type {
  InformationRecords,
  InformationWatch,
  InformedAssessments,
  WatchEntry,
} from '../information-records/information-records.ts';
import { watchedPersonSchema } from '../information-records/watched-person.ts';
import { batchGet } from './batch-get.ts';
import {
  filedKey,
  informationKey,
  informedKey,
  unwatchedOnceKey,
  watchedOnceKey,
  watchKey,
} from './keys.ts';
import { type OutboxPublisher, type PendingMessage, withOutbox } from './outbox.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { transact } from './transact.ts';
import { worklistPage } from './worklist-page.ts';

const recordItemSchema = z.object({ record: informationRecordSchema });
const entryItemSchema = z.object({
  entry: recordNameSchema.extend({
    number: z.int().min(1),
    keys: z.array(ledgerKeySchema),
    persons: z.array(watchedPersonSchema).optional(),
    withdrawn: z.literal(true).optional(),
  }),
});
const informedItemSchema = z.object({
  informed: z.strictObject({ caseId: caseIdSchema, informedBy: z.array(recipientIdSchema) }),
});

/** The list of assessments that records met without there being a case. */
const informedWorklist = 'INFORMED';
const attempts = 10;

/** What agencies have filed, what is watched for, and what that met, in the cases table. */
export function informationRepository({
  client,
  table,
  outbox,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  /** Left out where nothing is filed. */
  outbox?: Pick<OutboxPublisher, 'publishSoon'>;
  pause?: (attempt: number) => Promise<void>;
}): InformationRecords & InformationWatch & InformedAssessments {
  const read = async (Key: { pk: string; sk: string }) => {
    const get = new GetCommand({ TableName: table, Key, ConsistentRead: true });
    return (await client.send(get)).Item;
  };
  const get = async (name: RecordName): Promise<InformationRecord | undefined> => {
    const item = await read(informationKey(name));
    return item && recordItemSchema.parse(item).record;
  };

  async function lastEntry(): Promise<number> {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :log',
      ExpressionAttributeValues: { ':log': watchKey(0).pk },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    });
    const [last] = (await client.send(query)).Items ?? [];
    return last ? entryItemSchema.parse(last).entry.number : 0;
  }

  /** Adds to the log what `once` stands for, whoever else does, and however often. */
  async function append(
    once: { pk: string; sk: string },
    added: Omit<WatchEntry, 'number'>,
  ): Promise<void> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (await read(once)) return;
      const number = (await lastEntry()) + 1;
      const entry: WatchEntry = { number, ...added };
      try {
        await transact(
          client,
          [absent(watchKey(number), { entry }), absent(once, { number })],
          pause,
        );
        return;
      } catch (cause) {
        // Somebody else took the number, or added the same.
        if (!(cause instanceof StaleWrite)) throw cause;
        await pause(attempt);
      }
    }
    throw new StaleWrite(added.recordId);
  }

  return {
    get,

    async file(record) {
      const key = informationKey(record);
      const messages = messagesOf(record);
      const outgoing = withOutbox(key.pk + key.sk, record.receivedAt, messages);
      const { agency, recordId } = record;
      const filed = { agency, recordId };
      try {
        // Listed with it: what is never watched for is to be destroyed in time all the same.
        const writes = [absent(key, { record, ...outgoing }), absent(filedKey(record), { filed })];
        await transact(client, writes, pause);
      } catch (cause) {
        if (!(cause instanceof StaleWrite)) throw cause;
        return (await get(record)) ?? record;
      }
      await outbox?.publishSoon(key, messages);
      return record;
    },

    async withdraw(record) {
      const key = informationKey(record);
      const { withdrawn } = record;
      // What filing sent is sent again: it may still have been waiting here.
      const messages = messagesOf(record);
      const outgoing = withOutbox(key.pk + key.sk, withdrawn.at, messages);
      const write = new UpdateCommand({
        TableName: table,
        Key: key,
        UpdateExpression:
          'SET #record.withdrawn = :withdrawn, pendingMessages = :messages, outboxShard = :shard, outboxAt = :at',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#record.withdrawn)',
        ExpressionAttributeNames: { '#record': 'record' },
        ExpressionAttributeValues: {
          ':withdrawn': withdrawn,
          ':messages': outgoing.pendingMessages,
          ':shard': outgoing.outboxShard,
          ':at': outgoing.outboxAt,
        },
      });
      try {
        await client.send(write);
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        return (await get(record)) ?? record;
      }
      await outbox?.publishSoon(key, messages);
      return record;
    },

    async list(agency, { cursor, limit }) {
      const after = cursor && recordIdSchema.parse(cursor);
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :own',
        ExpressionAttributeValues: { ':own': informationKey({ agency, recordId: '' }).pk },
        ConsistentRead: true,
        Limit: limit,
        ...(after && { ExclusiveStartKey: informationKey({ agency, recordId: after }) }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(query);
      const items = Items.map((item) => recordItemSchema.parse(item).record);
      const last = items.at(-1);
      return last && LastEvaluatedKey ? { items, cursor: last.recordId } : { items };
    },

    watchFor: ({ agency, recordId }, { keys, persons }) =>
      append(watchedOnceKey({ agency, recordId }), {
        ...{ agency, recordId, keys },
        ...(persons && { persons }),
      }),

    stopWatching: ({ agency, recordId }) =>
      append(unwatchedOnceKey({ agency, recordId }), {
        ...{ agency, recordId, keys: [] },
        withdrawn: true,
      }),

    async after(number) {
      const { pk, sk } = watchKey(number);
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'pk = :log AND sk > :last',
          ExpressionAttributeValues: { ':log': pk, ':last': sk },
          ConsistentRead: true,
        },
      );
      const entries: WatchEntry[] = [];
      for await (const { Items = [] } of pages) {
        entries.push(...Items.map((item) => entryItemSchema.parse(item).entry));
      }
      return entries;
    },

    async mark(caseId, informedBy) {
      const Item = {
        ...informedKey(caseId),
        worklist: informedWorklist,
        worklistOrder: caseId,
        informed: { caseId, informedBy: [...informedBy] },
      };
      await client.send(new PutCommand({ TableName: table, Item }));
    },

    async marked(caseIds) {
      const items = await batchGet({ client, table, pause }, caseIds.map(informedKey));
      const marks = items.map((item) => informedItemSchema.parse(item).informed);
      return new Map(marks.map(({ caseId, informedBy }) => [caseId, informedBy]));
    },

    async unmark(caseId, informedBy) {
      const remove = new DeleteCommand({
        TableName: table,
        Key: informedKey(caseId),
        ConditionExpression: 'informed.informedBy = :read',
        ExpressionAttributeValues: { ':read': informedBy },
      });
      try {
        await client.send(remove);
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      }
    },

    async listInformed({ cursor, limit }) {
      const after = cursor && caseIdSchema.parse(cursor);
      const page = await worklistPage(
        { client, table },
        { list: informedWorklist, cursor: after, limit, order: 'ascending' },
      );
      const items = page.items.map((item) => informedItemSchema.parse(item).informed);
      const last = items.at(-1);
      return last && page.more ? { items, cursor: last.caseId } : { items };
    },
  };

  function absent(key: { pk: string; sk: string }, rest: object) {
    return {
      Put: {
        TableName: table,
        Item: { ...key, ...rest },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }
}

function messagesOf(record: InformationRecord): PendingMessage[] {
  const { agency, recordId } = record;
  const message: InformationFiled = { type: 'information-filed', agency, recordId };
  return [
    // On behalf of the agency: the queue is fair to all of them.
    { queue: 'information', body: JSON.stringify(message), group: agency },
    ...actsOnRecord(record).map(
      (acted): PendingMessage => ({ queue: 'audit', body: JSON.stringify(acted) }),
    ),
  ];
}

import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { recordNameSchema } from '../information-records/information-record.ts';
import type { WatchEntry } from '../information-records/information-records.ts';
import type { RetainedInformation } from '../retention/forget-information.ts';
import { informationRepository } from './information-repository.ts';
import { filedKey, informationKey, watchedOnceKey, watchKey } from './keys.ts';
import { possibleMatchRepository } from './possible-match-repository.ts';
import { transact } from './transact.ts';

const filedSchema = z.object({ filed: recordNameSchema });
const watchedOnceSchema = z.object({ number: z.int().min(1) });

/** What agencies have filed, found by the list that is written with each record, in the cases table. */
export function retainedInformation({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): RetainedInformation {
  const information = informationRepository({ client, table });
  const possible = possibleMatchRepository({ client, table });
  return {
    async *every() {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :filed',
        ExpressionAttributeValues: { ':filed': filedPartition },
        ConsistentRead: true,
      };
      for await (const { Items = [] } of paginateQuery({ client }, query)) {
        for (const item of Items) {
          const record = await information.get(filedSchema.parse(item).filed);
          if (record) yield record;
        }
      }
    },

    stopWatching: (name) => information.stopWatching(name),

    async forget({ agency, recordId, receivedAt }) {
      const name = { agency, recordId };
      const get = { TableName: table, Key: watchedOnceKey(name), ConsistentRead: true };
      const { Item } = await client.send(new GetCommand(get));
      if (Item) {
        const { number } = watchedOnceSchema.parse(Item);
        // Its place in the log stays, without what it was found by.
        const entry: WatchEntry = { number, ...name, keys: [] };
        const emptied = { TableName: table, Item: { ...watchKey(number), entry } };
        await client.send(new PutCommand(emptied));
      }
      await possible.forget(name);
      const gone = [informationKey(name), filedKey({ ...name, receivedAt })];
      await transact(
        client,
        gone.map((Key) => ({ Delete: { TableName: table, Key } })),
      );
    },
  };
}

const filedPartition = filedKey({ agency: '', recordId: '', receivedAt: '' }).pk;

import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { WatchEntry } from '../information-records/information-records.ts';
import type { RetainedInformation } from '../retention/forget-information.ts';
import { informationRepository } from './information-repository.ts';
import { informationKey, watchKey } from './keys.ts';

/** What agencies have filed, found by the log of what is watched for, in the cases table. */
export function retainedInformation({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): RetainedInformation {
  const information = informationRepository({ client, table });
  const filed = async (): Promise<WatchEntry[]> =>
    (await information.after(0)).filter(({ withdrawn }) => !withdrawn);
  return {
    async *every() {
      for (const entry of await filed()) {
        const record = await information.get(entry);
        if (record) yield record;
      }
    },

    async forget(name) {
      await information.stopWatching(name);
      for (const { number, agency, recordId } of await filed()) {
        if (agency !== name.agency || recordId !== name.recordId) continue;
        // Its place in the log stays, without what it was found by.
        const entry: WatchEntry = { number, agency, recordId, keys: [] };
        await client.send(
          new PutCommand({ TableName: table, Item: { ...watchKey(number), entry } }),
        );
      }
      await client.send(new DeleteCommand({ TableName: table, Key: informationKey(name) }));
    },
  };
}

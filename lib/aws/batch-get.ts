import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Key = { pk: string; sk: string };

/** One text for the key of an item, to look it up by. */
export const itemName = ({ pk, sk }: Record<string, unknown>): string => JSON.stringify([pk, sk]);

/** What may be asked for in one request. */
const keysPerRequest = 100;
const attempts = 10;

/**
 * Reads any number of items by key, consistently. Items that do not exist are absent; keys the table
 * did not get to are asked for again.
 *
 * @param pause waits before the next attempt, counted from 1.
 * @throws Error when the table still leaves keys unread after ten attempts.
 */
export async function batchGet(
  {
    client,
    table,
    pause,
  }: {
    client: DynamoDBDocumentClient;
    table: string;
    pause: (attempt: number) => Promise<void>;
  },
  keys: readonly Key[],
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let next = 0; next < keys.length; next += keysPerRequest) {
    let asked: Record<string, unknown>[] = keys
      .slice(next, next + keysPerRequest)
      .map(({ pk, sk }) => ({ pk, sk }));
    for (let attempt = 1; asked.length > 0; attempt += 1) {
      if (attempt > attempts) throw new Error(`${asked.length} keys stayed unread`);
      if (attempt > 1) await pause(attempt - 1);
      const read = new BatchGetCommand({
        RequestItems: { [table]: { Keys: asked, ConsistentRead: true } },
      });
      const { Responses, UnprocessedKeys } = await client.send(read);
      items.push(...(Responses?.[table] ?? []));
      asked = UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return items;
}

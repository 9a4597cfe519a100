import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { amendmentDue } from '../cases/amendment-due.ts';
import type { FrozenName, FrozenRecords } from '../cases/frozen-records.ts';
import { batchGet, itemName } from './batch-get.ts';
import { caseOf, putCase } from './case-item.ts';
import {
  amendmentItem,
  frozenFactsOf,
  frozenNamesOf,
  notedChangesOf,
  noteWrite,
} from './frozen-items.ts';
import { amendmentKey, caseKey, changedFactsKey, frozenFactsKey, frozenNamesKey } from './keys.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { transact } from './transact.ts';

/** Facts that decisions froze, and what was noted of them, in the cases table. */
export function frozenRepository({
  client,
  table,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause?: (attempt: number) => Promise<void>;
}): FrozenRecords {
  const store = { client, table, pause };

  return {
    async about(subjects) {
      const items = await batchGet(store, [...new Set(subjects)].map(frozenNamesKey));
      const names = new Map<string, FrozenName>();
      for (const name of items.flatMap(frozenNamesOf)) {
        names.set(JSON.stringify([name.caseId, name.sequence]), name);
      }
      return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
    },

    async read(name) {
      const keys = [frozenFactsKey(name), changedFactsKey(name), caseKey(name.caseId)];
      const items = new Map((await batchGet(store, keys)).map((item) => [itemName(item), item]));
      const [facts, noted, theCase] = keys.map((key) => items.get(itemName(key)));
      if (!facts || !theCase) return undefined;
      return {
        facts: frozenFactsOf(facts),
        ...(noted && { noted: notedChangesOf(noted) }),
        theCase: caseOf(theCase),
      };
    },

    async note({ facts, noted }, changed, next) {
      const due = amendmentDue(changed);
      await transact(
        client,
        [
          noteWrite(table, facts, { changed, before: noted }),
          ...facts.disclosures.map((disclosureId) =>
            due
              ? { Put: { TableName: table, Item: amendmentItem(disclosureId, facts) } }
              : { Delete: { TableName: table, Key: amendmentKey(disclosureId) } },
          ),
          ...(next ? [{ Put: putCase(table, next) }] : []),
        ],
        pause,
      );
    },

    async changed(name) {
      const Key = changedFactsKey(name);
      const get = new GetCommand({ TableName: table, Key, ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item && notedChangesOf(Item).changed;
    },
  };
}

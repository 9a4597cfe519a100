import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type AmendmentDue, amendmentDue } from '../cases/amendment-due.ts';
import type { Amendments } from '../cases/frozen-records.ts';
import type { DisclosureId } from '../identifiers.ts';
import { batchGet, itemName } from './batch-get.ts';
import { amendmentMarkOf, amendmentWorklist, notedChangesOf } from './frozen-items.ts';
import { amendmentKey, changedFactsKey } from './keys.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { worklistPage } from './worklist-page.ts';

type Mark = ReturnType<typeof amendmentMarkOf>;

/** Marks on disclosures that are to be amended, in the cases table. */
export function amendmentRepository({
  client,
  table,
  pause = pauseWithJitter,
}: {
  client: DynamoDBDocumentClient;
  table: string;
  pause?: (attempt: number) => Promise<void>;
}): Amendments {
  const store = { client, table, pause };

  /** Marks with their reasons; a mark that was taken away meanwhile has none and is left out. */
  async function withReasons(marks: readonly Mark[]) {
    const keys = new Map(
      marks.map((mark) => [itemName(changedFactsKey(mark)), changedFactsKey(mark)]),
    );
    const items = await batchGet(store, [...keys.values()]);
    const noted = new Map(items.map((item) => [itemName(item), notedChangesOf(item).changed]));
    return marks.flatMap((mark): { disclosureId: DisclosureId; due: AmendmentDue }[] => {
      const changed = noted.get(itemName(changedFactsKey(mark)));
      const due = changed && amendmentDue(changed);
      return due ? [{ disclosureId: mark.disclosureId, due }] : [];
    });
  }

  return {
    async getMany(disclosureIds) {
      const items = await batchGet(store, disclosureIds.map(amendmentKey));
      const found = await withReasons(items.map(amendmentMarkOf));
      return new Map(found.map(({ disclosureId, due }) => [disclosureId, due]));
    },

    async list({ cursor, limit }) {
      const page = await worklistPage(store, {
        list: amendmentWorklist,
        cursor,
        limit,
        order: 'descending',
      });
      const marks = page.items.map(amendmentMarkOf);
      const items = await withReasons(marks);
      const last = marks.at(-1);
      return last && page.more ? { items, cursor: last.place } : { items };
    },
  };
}

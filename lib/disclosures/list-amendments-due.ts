import type { Page } from '../cases/cases.ts';
import type { Amendments } from '../cases/frozen-records.ts';
import { type Disclosure, stillTells } from './disclosure.ts';
import type { Disclosures } from './disclosures.ts';

/**
 * A page of disclosures that left and are to be amended, the one submitted last first. Passed over are
 * marks on those that did not leave, whose submissions are refused or withdrawn, and on those that were
 * amended or called back since.
 *
 * @param query `status` narrows it to those that were approved, dispatched or received.
 */
export async function listAmendmentsDue(
  {
    amendments,
    disclosures,
  }: {
    amendments: Pick<Amendments, 'list'>;
    disclosures: Pick<Disclosures, 'get'>;
  },
  { status, cursor, limit }: { status?: Disclosure['status']; cursor?: string; limit: number },
): Promise<Page<Disclosure>> {
  const items: Disclosure[] = [];
  let after = cursor;
  do {
    const page = await amendments.list({
      limit: limit - items.length,
      ...(after && { cursor: after }),
    });
    const marked = await Promise.all(
      page.items.map(({ disclosureId }) => disclosures.get(disclosureId)),
    );
    for (const one of marked) {
      if (one && stillTells(one) && (status ?? one.status) === one.status) items.push(one);
    }
    after = page.cursor;
  } while (after !== undefined && items.length < limit);
  return { items, ...(after && { cursor: after }) };
}

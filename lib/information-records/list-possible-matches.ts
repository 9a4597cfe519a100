import type { Page } from '../cases/cases.ts';
import { displayName, partyFacts } from '../cases/party-facts.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { InformationRecord } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';
import { type PossibleMatch, type PossibleMatches, placeOf } from './possible-match.ts';

export type PossibleListing = {
  possible: Pick<PossibleMatches, 'listOpen'>;
  information: Pick<InformationRecords, 'get'>;
  ledgers: Pick<Ledgers, 'getMany'>;
};

/** A match that waits for somebody, with what there is to compare: the record, and whom reports tell of. */
export type ListedMatch = {
  match: PossibleMatch;
  record: InformationRecord;
  subject: { name?: string; birthDate?: string; city?: string; province?: string };
};

/** An answer holds six megabytes at most, and one record 200,000 bytes. */
const mostBytes = 3_000_000;

/**
 * A page of the matches that wait for somebody. What was taken back meanwhile is passed over; where
 * records are long it ends before `limit`.
 */
export async function listPossibleMatches(
  { possible, information, ledgers }: PossibleListing,
  query: { cursor?: string; limit: number },
): Promise<Page<ListedMatch>> {
  const page = await possible.listOpen(query);
  const found = await Promise.all(page.items.map((match) => information.get(match)));
  const records = found.slice(0, fitting(found));
  const items = page.items.slice(0, records.length);
  const last = items.at(-1);
  const cursor = last && items.length < page.items.length ? placeOf(last) : page.cursor;
  const held = await ledgers.getMany([...new Set(items.map(({ subject }) => subject))]);
  const listed = items.flatMap((match, place): ListedMatch[] => {
    const [record, ledger] = [records[place], held.get(match.subject)];
    if (!record || record.withdrawn || !ledger) return [];
    const facts = partyFacts(ledger);
    const { birthDate, city, province } = facts;
    const name = displayName(facts);
    const subject = {
      ...(name && { name }),
      ...(birthDate && { birthDate }),
      ...(city && { city }),
      ...(province && { province }),
    };
    return [{ match, record, subject }];
  });
  return { items: listed, ...(cursor !== undefined && { cursor }) };
}

/** How many of them fit into one answer, one at least. */
function fitting(records: readonly (InformationRecord | undefined)[]): number {
  let bytes = 0;
  const over = records.findIndex((record, place) => {
    bytes += Buffer.byteLength(JSON.stringify(record ?? ''));
    return place > 0 && bytes > mostBytes;
  });
  return over === -1 ? records.length : over;
}

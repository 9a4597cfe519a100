import type { Page } from '../cases/cases.ts';
import { displayName, partyFacts } from '../cases/party-facts.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { InformationRecord } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';
import type { PossibleMatch, PossibleMatches } from './possible-match.ts';

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

/** A page of the matches that wait for somebody. What was taken back meanwhile is passed over. */
export async function listPossibleMatches(
  { possible, information, ledgers }: PossibleListing,
  query: { cursor?: string; limit: number },
): Promise<Page<ListedMatch>> {
  const { items, ...rest } = await possible.listOpen(query);
  const held = await ledgers.getMany([...new Set(items.map(({ subject }) => subject))]);
  const records = await Promise.all(items.map((match) => information.get(match)));
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
  return { ...rest, items: listed };
}

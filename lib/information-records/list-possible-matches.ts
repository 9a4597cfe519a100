import type { Role } from '../cases/assessment.ts';
import type { Cases, Page } from '../cases/cases.ts';
import { displayName, partyFacts } from '../cases/party-facts.ts';
import { concurrently } from '../concurrently.ts';
import type { CaseId, LedgerKey } from '../identifiers.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { fittingItems } from './fitting-items.ts';
import type { InformationRecord } from './information-record.ts';
import type { InformationRecords } from './information-records.ts';
import { type PossibleMatch, type PossibleMatches, placeOf } from './possible-match.ts';

export type PossibleListing = {
  possible: Pick<PossibleMatches, 'listOpen'>;
  information: Pick<InformationRecords, 'get'>;
  cases: Pick<Cases, 'assessment'>;
  ledgers: Pick<Ledgers, 'getMany'>;
};

/**
 * A match that waits for somebody, with what there is to compare: the record, and whom reports tell of. The
 * role is a hypothesis: a possible victim is to be known as one before anybody says who she is.
 */
export type ListedMatch = {
  match: PossibleMatch;
  record: InformationRecord;
  subject: { role?: Role; name?: string; birthDate?: string; city?: string; province?: string };
};

/** An answer holds six megabytes at most, and one record 200,000 bytes. */
const mostBytes = 3_000_000;

/**
 * A page of the matches that wait for somebody. What was taken back meanwhile is passed over; where
 * records are long it ends before `limit`.
 */
export async function listPossibleMatches(
  { possible, information, cases, ledgers }: PossibleListing,
  query: { cursor?: string; limit: number },
): Promise<Page<ListedMatch>> {
  const page = await possible.listOpen(query);
  const found = await Promise.all(page.items.map((match) => information.get(match)));
  const records = fittingItems(found, mostBytes);
  const items = page.items.slice(0, records.length);
  const last = items.at(-1);
  const cursor = last && items.length < page.items.length ? placeOf(last) : page.cursor;
  const roles = await rolesIn(cases, items);
  const held = await ledgers.getMany([...new Set(items.map(({ subject }) => subject))]);
  const listed = items.flatMap((match, place): ListedMatch[] => {
    const [record, ledger] = [records[place], held.get(match.subject)];
    if (!record || record.withdrawn || !ledger) return [];
    const facts = partyFacts(ledger);
    const { birthDate, city, province } = facts;
    const name = displayName(facts);
    const role = roles.get(match.caseId)?.get(match.subject);
    const subject = {
      ...(role && { role }),
      ...(name && { name }),
      ...(birthDate && { birthDate }),
      ...(city && { city }),
      ...(province && { province }),
    };
    return [{ match, record, subject }];
  });
  return { items: listed, ...(cursor !== undefined && { cursor }) };
}

/** What is supposed of each subject of the cases, by case. */
async function rolesIn(
  cases: PossibleListing['cases'],
  items: readonly PossibleMatch[],
): Promise<Map<CaseId, Map<LedgerKey, Role>>> {
  const roles = new Map<CaseId, Map<LedgerKey, Role>>();
  await concurrently(new Set(items.map(({ caseId }) => caseId)), async (caseId) => {
    const { subjects = [] } = (await cases.assessment(caseId)) ?? {};
    roles.set(caseId, new Map(subjects.map(({ subject, role }) => [subject, role])));
  });
  return roles;
}

import type { Cases } from '../cases/cases.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { InformationRecord } from './information-record.ts';
import { statusesInWork } from './note-possible-matches.ts';
import { possibleBy, subjectNames, watchedPersons } from './possible-by.ts';

export type NamesakePorts = {
  cases: Pick<Cases, 'list' | 'assessment'>;
  ledgers: Pick<Ledgers, 'getMany'>;
};

const casesAtOnce = 50;

/**
 * The people in cases that are worked on who have a name like one in a record. There is no register of
 * names, since a name alone joins nobody: the cases are read through, some at a time. Who comes into a case
 * later is compared when that case is assembled.
 */
export async function findNamesakes(
  { cases, ledgers }: NamesakePorts,
  record: InformationRecord,
): Promise<LedgerKey[]> {
  const persons = watchedPersons(record.persons);
  if (persons.length === 0) return [];
  const found: LedgerKey[] = [];
  for (const status of statusesInWork) {
    let cursor: string | undefined;
    do {
      const page = await cases.list({ status, sort: 'oldest', limit: casesAtOnce, cursor });
      const assessments = await Promise.all(
        page.items.map(({ caseId }) => cases.assessment(caseId)),
      );
      const subjects = assessments.flatMap((one) => one?.subjects ?? []);
      const held = await ledgers.getMany(subjects.map(({ subject }) => subject));
      for (const [subject, ledger] of held) {
        if (possibleBy(persons, subjectNames(ledger)).length > 0) found.push(subject);
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return found;
}

import { digest, type LedgerKey } from '../identifiers.ts';
import type { Evaluated } from '../indicators/evaluate-subjects.ts';
import { mostUsers } from '../indicators/neighbourhood.ts';
import { compareInstants, compareText } from '../ledger/compare-instants.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { findNamesakes, type NamesakePorts } from './find-namesakes.ts';
import type { InformationRecord, RecordName } from './information-record.ts';
import type { InformationRecords, InformationWatch, Watched } from './information-records.ts';
import { distinctKeysNamed } from './keys-named.ts';
import { watchedPersons } from './possible-by.ts';
import type { PossibleMatches } from './possible-match.ts';

export type MatchingPorts = NamesakePorts & {
  information: Pick<InformationRecords, 'get'> &
    Pick<InformationWatch, 'watchFor' | 'stopWatching'>;
  possible: Pick<PossibleMatches, 'subjectsOf'>;
  ledgers: Pick<Ledgers, 'getMany'>;
  /** Sends `subject-evaluated` for each. */
  announce: (evaluated: readonly Evaluated[]) => Promise<void>;
};

/** What more subjects share than this is everybody's. */
const mostMet = 2 * mostUsers;

/**
 * Watches for what a record names from now on, and has the cases of everybody who is known by it
 * already assembled anew, or whose name in a case is like one of its: there they meet the record, like
 * those who come later. It is watched for before ledgers are read, so whoever is not in them yet finds the
 * watch. A record that was taken back is watched for no more, and the same cases lose it, and those of
 * everybody of whom it was ever noted that it may speak of them. May be repeated.
 *
 * @throws RangeError when there is no such record.
 */
export async function matchInformation(ports: MatchingPorts, name: RecordName): Promise<void> {
  const { information, ledgers } = ports;
  const record = await information.get(name);
  if (!record) throw new RangeError(`no ${name.recordId}`);
  const watched = watchedIn(record);
  // Also before a withdrawal: an earlier message that is still under way must not add it afterwards.
  await information.watchFor(name, watched);
  if (record.withdrawn) await information.stopWatching(name);
  const users = await knownBy(ledgers, watched.keys);
  // Who is identified need not wait until all cases were read through.
  // Of a record that was taken back also those who are in no case that is worked on any more.
  const noted = record.withdrawn ? await ports.possible.subjectsOf(name) : [];
  await tell(ports, record, [...users, ...noted]);
  await tell(ports, record, await findNamesakes(ports, record));
}

async function tell(
  { announce }: MatchingPorts,
  { agency, recordId, withdrawn }: InformationRecord,
  subjects: readonly LedgerKey[],
): Promise<void> {
  if (subjects.length === 0) return;
  const state = withdrawn ? 'withdrawn' : 'filed';
  const distinct = [...new Set(subjects)].sort();
  await announce(
    distinct.map((subject) => ({
      subject,
      reason: digest(JSON.stringify([subject, agency, recordId, state])),
    })),
  );
}

/** Those who are known by keys; of what very many share, those who have used it longest. */
export const knownBy = async (
  ledgers: Pick<Ledgers, 'getMany'>,
  keys: readonly LedgerKey[],
): Promise<LedgerKey[]> => [...(await ledgers.getMany(keys)).values()].flatMap(usersOf);

/** Everything of a record that is compared with what reports tell. */
export function watchedIn(record: InformationRecord): Watched & { keys: LedgerKey[] } {
  const keys = distinctKeysNamed(record);
  const persons = watchedPersons(record.persons);
  return { keys, ...(persons.length > 0 && { persons }) };
}

/** Those who have used a key longest. */
function usersOf({ contributions }: Ledger): LedgerKey[] {
  const members = [...contributions.values()]
    .flatMap(({ members: some = [] }) => some)
    .sort((a, b) => compareInstants(a.since, b.since) || compareText(a.subject, b.subject))
    .map(({ subject }) => subject);
  return [...new Set(members)].slice(0, mostMet);
}

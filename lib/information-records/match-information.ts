import { digest, type LedgerKey } from '../identifiers.ts';
import type { Evaluated } from '../indicators/evaluate-subjects.ts';
import { mostUsers } from '../indicators/neighbourhood.ts';
import { compareInstants, compareText } from '../ledger/compare-instants.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { RecordName } from './information-record.ts';
import type { InformationRecords, InformationWatch } from './information-records.ts';
import { keysNamed } from './keys-named.ts';

export type MatchingPorts = {
  information: Pick<InformationRecords, 'get'> & Pick<InformationWatch, 'watchFor'>;
  ledgers: Pick<Ledgers, 'getMany'>;
  /** Sends `subject-evaluated` for each. */
  announce: (evaluated: readonly Evaluated[]) => Promise<void>;
};

/** What more subjects share than this is everybody's. */
const mostMet = 2 * mostUsers;

/**
 * Watches for what a record names from now on, and has the cases of everybody who is known by it
 * already assembled anew: there they meet the record, like those who come later. It is watched for
 * before ledgers are read, so whoever is not in them yet finds the watch. May be repeated.
 *
 * @throws RangeError when there is no such record.
 */
export async function matchInformation(
  { information, ledgers, announce }: MatchingPorts,
  name: RecordName,
): Promise<void> {
  const record = await information.get(name);
  if (!record) throw new RangeError(`no ${name.recordId}`);
  const keys = keysNamed(record);
  if (keys.length === 0) return;
  await information.watchFor(name, keys);
  const users = [...(await ledgers.getMany(keys)).values()].flatMap(usersOf);
  const subjects = [...new Set(users)].sort();
  if (subjects.length === 0) return;
  await announce(
    subjects.map((subject) => ({
      subject,
      reason: digest(JSON.stringify([subject, name.recordId])),
    })),
  );
}

/** Those who have used a key longest. */
function usersOf({ contributions }: Ledger): LedgerKey[] {
  const members = [...contributions.values()]
    .flatMap(({ members: some = [] }) => some)
    .sort((a, b) => compareInstants(a.since, b.since) || compareText(a.subject, b.subject))
    .map(({ subject }) => subject);
  return [...new Set(members)].slice(0, mostMet);
}

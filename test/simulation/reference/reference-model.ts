import type { EvidenceName } from '../../../lib/cases/standing-decisions.ts';
import type { LedgerKey } from '../../../lib/identifiers.ts';
import type { Rulebook } from '../../../lib/indicators/rulebook.ts';
import type { Contribution } from '../../../lib/ledger/contribution.ts';
import { contributionsOfReport } from '../../../lib/ledger/contributions-of-report.ts';
import type { Entry } from '../../../lib/ledger/entry.ts';
import { revisionOf } from '../../../lib/reports/revision.ts';
import { type Accepted, liveVersions, nameOf, type Told, toldIn } from './accepted-batches.ts';
import { type ReferenceMatch, referenceMatches } from './reference-matches.ts';

/**
 * The whole of what the machine must have come to, recomputed from the plain array of accepted
 * batches. Naive on purpose: no state, no order of arrival, nothing incremental. It shares with the
 * machine only the mapping from a report to its entries and the keys.
 */
export type ReferenceModel = {
  told: readonly Told[];
  /** By entity and reference. */
  live: ReadonlyMap<string, Told & { revision: string }>;
  /** What stands in the ledger of each subject, by the name of the report. */
  ledgers: ReadonlyMap<LedgerKey, ReadonlyMap<string, Contribution>>;
  /** Who uses each link key. */
  users: ReadonlyMap<LedgerKey, ReadonlySet<LedgerKey>>;
  matches: ReadonlyMap<LedgerKey, readonly ReferenceMatch[]>;
  /** Subjects that share something, each group sorted, with those who share nothing alone. */
  groups: readonly (readonly LedgerKey[])[];
};

/** @param joined subjects that people joined, whatever they share. */
export function referenceModel(
  batches: readonly Accepted[],
  rulebook: Rulebook,
  joined: readonly (readonly LedgerKey[])[],
): ReferenceModel {
  const told = toldIn(batches);
  const live = new Map(
    [...liveVersions(told)].map(([name, version]) => [
      name,
      {
        ...version,
        revision: revisionOf(version.report.action, version.acceptedAs, version.position),
      },
    ]),
  );
  const ledgers = new Map<LedgerKey, Map<string, Contribution>>();
  for (const [name, { entity, report, revision }] of live) {
    if (report.action === 'delete') continue;
    for (const [key, contribution] of contributionsOfReport(report, { entity, revision })) {
      ledgers.set(key, (ledgers.get(key) ?? new Map()).set(name, contribution));
    }
  }
  const users = usersOf(ledgers);
  const matches = new Map(
    [...ledgers].map(([subject, contributions]) => {
      const entries = [...contributions.values()].flatMap((one) => one.entries);
      return [subject, referenceMatches(subject, entries, rulebook)];
    }),
  );
  const subjects = new Set([...ledgers.keys(), ...joined.flat()]);
  const together = [...users.values(), ...joined.map((some) => new Set(some))];
  return { told, live, ledgers, users, matches, groups: groupsOf(subjects, together) };
}

/** The matches of one subject as if some transactions had never been reported. */
export function matchesWithout(
  excluded: readonly EvidenceName[],
  subject: LedgerKey,
  { ledgers, matches }: ReferenceModel,
  rulebook: Rulebook,
): readonly ReferenceMatch[] {
  if (excluded.length === 0) return matches.get(subject) ?? [];
  const counts = ({ entity, report, transaction }: Entry) =>
    !excluded.some(
      (one) => one.entity === entity && one.reference === report && one.transaction === transaction,
    );
  const entries = [...(ledgers.get(subject)?.values() ?? [])].flatMap((one) => one.entries);
  return referenceMatches(subject, entries.filter(counts), rulebook);
}

export { nameOf };

function usersOf(
  ledgers: ReadonlyMap<LedgerKey, ReadonlyMap<string, Contribution>>,
): Map<LedgerKey, Set<LedgerKey>> {
  const users = new Map<LedgerKey, Set<LedgerKey>>();
  for (const [subject, contributions] of ledgers) {
    for (const { keys = [] } of contributions.values()) {
      for (const key of keys) users.set(key, (users.get(key) ?? new Set()).add(subject));
    }
  }
  return users;
}

/** Whoever uses the same telephone or the same account belongs together, directly or through others. */
function groupsOf(
  subjects: Iterable<LedgerKey>,
  together: readonly ReadonlySet<LedgerKey>[],
): LedgerKey[][] {
  let groups = [...subjects].map((subject) => new Set([subject]));
  for (const sharing of together) {
    const met = groups.filter((group) => [...group].some((one) => sharing.has(one)));
    const joined = new Set(met.flatMap((group) => [...group]));
    groups = [...groups.filter((group) => !met.includes(group)), joined];
  }
  return groups.filter(({ size }) => size > 0).map((group) => [...group].sort());
}

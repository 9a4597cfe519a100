import type { LedgerKey } from '../identifiers.ts';
import type {
  Contribution,
  PartyDetails,
  Profile,
  RecordPart,
  SubjectRecord,
} from '../ledger/contribution.ts';
import { compareEntries, type Entry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { instant } from '../time.ts';

/** A ledger as measures read it: entries in the order of time, and what is known beside them. */
export type SubjectFacts = {
  subject: LedgerKey;
  entries: readonly Entry[];
  /** Milliseconds since 1970 of each entry. */
  instants: Float64Array;
  party: Partial<PartyDetails>;
  profile: Profile | undefined;
  /** Records of each part that any report supplied, in the order of time. */
  records: ReadonlyMap<RecordPart, readonly (SubjectRecord & { instant: number })[]>;
};

/**
 * The facts of a ledger. Of several descriptions of the subject the newest revision that has a field
 * gives it.
 *
 * A record later than the newest entry counts as of that entry: there is none after it as of which
 * it could be judged. A record with a date alone stands at the start of that day, UTC.
 */
export function subjectFacts(ledger: Ledger): SubjectFacts {
  const contributions = [...ledger.contributions.values()].sort(byRevision);
  const entries = contributions
    .flatMap((contribution) => contribution.entries)
    .sort(compareEntries);
  const instants = Float64Array.from(entries, ({ at }) => instant(at));
  const newest = instants.at(-1) ?? Number.POSITIVE_INFINITY;
  return {
    subject: ledger.key,
    entries,
    instants,
    party: Object.assign({}, ...contributions.map(({ party }) => party)),
    profile: mergedProfile(contributions.flatMap(({ profile }) => profile ?? [])),
    records: recordsByPart(contributions, newest),
  };
}

const byRevision = (a: Contribution, b: Contribution): number =>
  compareText(a.revision, b.revision) ||
  compareText(JSON.stringify(a.report), JSON.stringify(b.report));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function mergedProfile(profiles: readonly Profile[]): Profile | undefined {
  if (profiles.length === 0) return undefined;
  const classes = profiles.flatMap(({ addressClasses }) => addressClasses);
  return { ...Object.assign({}, ...profiles), addressClasses: [...new Set(classes)].sort() };
}

function recordsByPart(contributions: readonly Contribution[], newest: number) {
  const supplied = contributions.flatMap(({ records }) => typedEntries(records ?? {}));
  const parts = Map.groupBy(supplied, ([part]) => part);
  return new Map(
    [...parts].map(([part, lists]) => {
      const records = lists
        .flatMap(([, list]) => list ?? [])
        .map((record) => ({ ...record, instant: Math.min(instant(record.at), newest) }))
        .sort((a, b) => a.instant - b.instant || compareText(JSON.stringify(a), JSON.stringify(b)));
      return [part, records] as const;
    }),
  );
}

const typedEntries = <K extends string, V>(record: { [key in K]?: V }): [K, V | undefined][] =>
  Object.entries(record) as [K, V | undefined][];

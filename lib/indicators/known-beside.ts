import { compareText } from '../ledger/compare-instants.ts';
import type {
  Contribution,
  PartyDetails,
  Profile,
  RecordPart,
  SubjectRecord,
} from '../ledger/contribution.ts';
import { foldText } from '../ledger/fold-text.ts';
import { instant } from '../time.ts';

type TimedRecord = SubjectRecord & { instant: number };

/** What the reports about a subject tell beside its entries. */
export type KnownBeside = {
  party: Partial<PartyDetails>;
  /** The different names that reports give the subject, folded: each once, the oldest revision's first. */
  names: readonly string[];
  profile: Profile | undefined;
  /** Records of each part that any report supplied, in the order of time. */
  records: ReadonlyMap<RecordPart, readonly TimedRecord[]>;
};

export const nothingBeside: KnownBeside = {
  party: {},
  names: [],
  profile: undefined,
  records: new Map(),
};

/**
 * Of several descriptions of the subject the newest revision that has a field gives it.
 *
 * A record later than the newest entry counts as of that entry: there is none after it as of which
 * it could be judged. A record with a date alone stands at the start of that day, UTC.
 *
 * @param newest the instant of the newest entry.
 */
export function knownBeside(
  unordered: readonly Contribution[],
  newest = Number.POSITIVE_INFINITY,
): KnownBeside {
  const contributions = [...unordered].sort(byRevision);
  return {
    party: Object.assign({}, ...contributions.map(({ party }) => party)),
    names: [...new Set(contributions.flatMap(({ party }) => namesOf(party)))],
    profile: mergedProfile(contributions.flatMap(({ profile }) => profile ?? [])),
    records: recordsByPart(contributions, newest),
  };
}

/**
 * Whether a contribution that is newer than all others plainly tells nothing new beside its entries.
 * Most reports describe a client as the ones before did.
 */
export function repeatsKnown(
  { party, profile, records = {} }: Contribution,
  known: KnownBeside,
): boolean {
  if (profile) return false;
  const isPartyKnown = typedEntries(party ?? {}).every(
    ([field, value]) => known.party[field] === value,
  );
  return (
    isPartyKnown &&
    namesOf(party).every((name) => known.names.includes(name)) &&
    typedEntries(records).every(([part, list]) => list?.length === 0 && known.records.has(part))
  );
}

/** Whether a record is told as of the newest entry because it is later than that. */
export const hasLateRecords = (contributions: Iterable<Contribution>, newest: number): boolean => {
  for (const { records = {} } of contributions) {
    for (const list of Object.values(records)) {
      if (list?.some(({ at }) => instant(at) > newest)) return true;
    }
  }
  return false;
};

function namesOf({ given, surname, name }: Partial<PartyDetails> = {}): string[] {
  const full = name ?? [given, surname].filter((part) => part !== undefined).join(' ');
  const folded = foldText(full);
  return folded === '' ? [] : [folded];
}

const byRevision = (a: Contribution, b: Contribution): number =>
  compareText(a.revision, b.revision) ||
  compareText(JSON.stringify(a.report), JSON.stringify(b.report));

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

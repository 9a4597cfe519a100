import { isDeepStrictEqual } from 'node:util';
import type { LedgerKey } from '../identifiers.ts';
import { compareText } from '../ledger/compare-instants.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { type Entry, entryName } from '../ledger/entry.ts';
import { contributionName, type Ledger } from '../ledger/ledger.ts';
import { instant } from '../time.ts';
import {
  hasLateRecords,
  type KnownBeside,
  knownBeside,
  nothingBeside,
  repeatsKnown,
} from './known-beside.ts';
import { growingTimeline, type Timeline } from './timeline.ts';

/** A ledger as measures read it: entries in the order of time, and what is known beside them. */
export type SubjectFacts = KnownBeside & {
  subject: LedgerKey;
  entries: readonly Entry[];
  timeline: Timeline;
};

/** Facts that follow a ledger as it grows and is corrected. */
export type FollowedFacts = {
  facts: SubjectFacts;
  /**
   * Takes in a newer state of the ledger.
   *
   * @param merged all that was merged into the ledger since it was followed last, where the caller
   *   knows; otherwise everything in it is compared with what was taken in.
   * @returns the first entry that may be judged otherwise than before: every one from there on may.
   *   What is known beside the entries bears on all of them, so when it is news that is the first one.
   */
  follow(ledger: Ledger, merged?: readonly Contribution[]): { first: number; isNews: boolean };
};

export function followFacts(subject: LedgerKey): FollowedFacts {
  const entries: Entry[] = [];
  const timeline = growingTimeline();
  const facts: SubjectFacts = { subject, entries, timeline, ...nothingBeside };
  const taken = new Map<string, Contribution>();
  let newestRevision = '';
  let isLate = false;

  function takeEntries(incoming: readonly Entry[], gone: ReadonlySet<Entry>): number {
    const timed = incoming.map((entry): Timed => ({ entry, at: instant(entry.at) }));
    const first = placeOfChange(facts, timed, gone);
    const tail = entries
      .slice(first)
      .map((entry, offset): Timed => ({ entry, at: timeline.instants[first + offset] as number }))
      .filter(({ entry }) => !gone.has(entry));
    entries.length = first;
    timeline.cut(first);
    for (const { entry, at } of [...tail, ...timed].sort(byTime)) {
      entries.push(entry);
      timeline.add(at);
    }
    return first;
  }

  /** @returns whether anything beside the entries is known otherwise than before. */
  function takeBeside(changed: readonly Contribution[], isReplaced: boolean): boolean {
    const repeats =
      !isReplaced &&
      !isLate &&
      changed.every((one) => one.revision > newestRevision && repeatsKnown(one, facts));
    for (const { revision } of changed) {
      if (revision > newestRevision) newestRevision = revision;
    }
    if (repeats) return false;
    const newest = timeline.instants.at(-1);
    const { party, names, profile, records } = facts;
    const known = knownBeside([...taken.values()], newest);
    Object.assign(facts, known);
    isLate = newest !== undefined && hasLateRecords(taken.values(), newest);
    return !isDeepStrictEqual(known, { party, names, profile, records });
  }

  return {
    facts,
    follow({ contributions }, merged) {
      const changed = merged
        ? merged.filter((one) => contributions.get(contributionName(one.report)) === one)
        : changesIn(contributions, taken);
      const dropped = merged ? [] : droppedFrom(contributions, taken);
      const gone = new Set<Entry>();
      for (const name of [...changed.map(({ report }) => contributionName(report)), ...dropped]) {
        for (const entry of taken.get(name)?.entries ?? []) gone.add(entry);
      }
      const isReplaced =
        dropped.length > 0 || changed.some(({ report }) => taken.has(contributionName(report)));
      for (const one of changed) taken.set(contributionName(one.report), one);
      for (const name of dropped) taken.delete(name);

      const first = takeEntries(
        changed.flatMap((contribution) => contribution.entries),
        gone,
      );
      const isNews = takeBeside(changed, isReplaced);
      return { first: isNews ? 0 : first, isNews };
    },
  };
}

/** The facts of a ledger as it is. */
export function subjectFacts(ledger: Ledger): SubjectFacts {
  const { facts, follow } = followFacts(ledger.key);
  follow(ledger);
  return facts;
}

/** The last entry of a moment, as of which it is judged. */
export function lastEntryAt(moment: number, { entries, timeline }: SubjectFacts): Entry {
  const entry = entries[timeline.lastEntry[moment] ?? -1];
  if (!entry) throw new RangeError(`no entry at moment ${moment}`);
  return entry;
}

type Contributions = ReadonlyMap<string, Contribution>;

/** A revision of a report says the same for ever, except that a horizon may leave out some of it. */
function changesIn(contributions: Contributions, taken: Contributions): Contribution[] {
  const changed: Contribution[] = [];
  for (const [name, one] of contributions) {
    const known = taken.get(name);
    if (known !== one && !(known && saysTheSame(known, one))) changed.push(one);
  }
  return changed;
}

const saysTheSame = (one: Contribution, other: Contribution): boolean =>
  one.revision === other.revision && one.entries.length === other.entries.length;

const droppedFrom = (contributions: Contributions, taken: Contributions): string[] =>
  taken.size === 0 ? [] : [...taken.keys()].filter((name) => !contributions.has(name));

type Timed = { entry: Entry; at: number };

/** Where the moment begins in which the earliest entry comes or goes; the end if none does. */
function placeOfChange(
  { entries, timeline: { instants } }: SubjectFacts,
  incoming: readonly Timed[],
  gone: ReadonlySet<Entry>,
): number {
  const firstGone = gone.size === 0 ? -1 : entries.findIndex((entry) => gone.has(entry));
  const earliest = incoming.reduce(
    (least, { at }) => Math.min(least, at),
    instants[firstGone] ?? Number.POSITIVE_INFINITY,
  );
  let place = entries.length;
  while (place > 0 && (instants[place - 1] as number) >= earliest) place -= 1;
  return place;
}

/** The order of entries in a ledger: by instant, then by name, so that it is total. */
const byTime = (a: Timed, b: Timed): number =>
  a.at - b.at || compareText(entryName(a.entry), entryName(b.entry));

import type { Timeline } from '../timeline.ts';
import type { MinorOf, Values } from './distinct.ts';
import type { Series, Window } from './series.ts';
import { type Shown, shownSeries } from './spans.ts';

export type Run = {
  /** What the entries of one run have in common. */
  at: Values;
  /** What they have different values of, at least so many. */
  distinct: Values;
  atLeast: number;
  /** Milliseconds, exclusive. */
  within: number;
  minorOf: MinorOf;
  /** Canadian minor units of all its entries. */
  sumAtLeast: number;
};

/** How many runs lie whole in the window. */
export const runsSeries = (window: Window, run: Run): Series =>
  shownSeries(window, runsOf(window, run));

/**
 * Runs in the order in which they were completed. The oldest entry not yet in a run opens one; when
 * too little has come by the end of `within`, it is given up and the next entry opens one. So what
 * was a run stays one whatever comes later.
 */
function runsOf({ timeline, selected }: Window, run: Run): Shown[] {
  const byPlace = new Map<string, number[]>();
  for (const entry of selected) {
    for (const place of run.at(entry)) {
      const own = byPlace.get(place);
      if (own) own.push(entry);
      else byPlace.set(place, [entry]);
    }
  }
  return [...byPlace.values()]
    .flatMap((entries) => runsAmong(entries, timeline, run))
    .sort((a, b) => a.later - b.later);
}

/** The runs among the entries of one place, ascending. */
function runsAmong(entries: readonly number[], { instants }: Timeline, run: Run): Shown[] {
  const at = (place: number) => instants[entries[place] ?? 0] ?? 0;
  const runs: Shown[] = [];
  for (let open = 0; open < entries.length; open += 1) {
    let end = open + 1;
    while (end < entries.length && at(end) - at(open) < run.within) end += 1;
    const candidate = entries.slice(open, end);
    const [earlier, later] = [candidate[0], completing(candidate, run)];
    if (earlier === undefined || later === undefined) continue;
    runs.push({ earlier, later, entries: candidate });
    open = end - 1;
  }
  return runs;
}

/** The entry with which enough has come. */
function completing(candidate: readonly number[], { distinct, atLeast, minorOf, sumAtLeast }: Run) {
  const different = new Set<string>();
  let sum = 0;
  return candidate.find((entry) => {
    for (const value of distinct(entry)) different.add(value);
    sum += minorOf(entry) ?? 0;
    return different.size >= atLeast && sum >= sumAtLeast;
  });
}

import type { Entry } from '../../ledger/entry.ts';
import {
  inWindow,
  type Series,
  stepBuilder,
  totalSeries,
  type Window,
  windowSeries,
} from './series.ts';
import { median, SortedNumbers } from './sorted-numbers.ts';

/** How many entries. */
export const countSeries = (window: Window): Series => totalSeries(window, (count) => count);

/**
 * Their sum.
 *
 * @param sums of the first n selected entries, at place n; an entry without a value adds nothing.
 */
export const sumSeries = (window: Window, sums: readonly number[]): Series =>
  totalSeries(window, (count) => sums[count] ?? 0);

/** The middle amount; an entry without a Canadian value is none of them. */
export function medianSeries(window: Window, entries: readonly Entry[]): Series {
  const amounts = new SortedNumbers();
  const withAmount = (index: number, apply: (minor: number) => void) => {
    const minor = entries[index]?.cadMinor;
    if (minor !== undefined) apply(minor);
  };
  return windowSeries(window, {
    enter: (entry) => withAmount(entry, (minor) => amounts.add(minor)),
    leave: (entry) => withAmount(entry, (minor) => amounts.remove(minor)),
    value: () => amounts.median(),
  });
}

const windowsBefore = 6;

/**
 * The total in the window divided by the median of the six windows of that length before it, which
 * is taken as at least `floor`; windows before the ledger's first entry total 0.
 *
 * @param sums of the first n selected entries, at place n.
 */
export function baselineSeries(
  window: Window,
  { sums, floor }: { sums: readonly number[]; floor: number },
): Series {
  const { timeline, selected, over, from } = window;
  const { moments, instants } = timeline;
  const steps = stepBuilder();
  // How many selected entries lie at or before the newer end of each window, the newest first.
  const upTo = new Array<number>(windowsBefore + 2).fill(0);
  const totals = new Array<number>(windowsBefore + 1);
  for (let moment = from; moment < moments.length; moment += 1) {
    for (let back = 0; back < upTo.length; back += 1) {
      const edge = (moments[moment] as number) - back * over;
      let count = upTo[back] as number;
      while (count < selected.length && (instants[selected[count] as number] as number) <= edge) {
        count += 1;
      }
      upTo[back] = count;
    }
    for (let back = 0; back <= windowsBefore; back += 1) {
      totals[back] = (sums[upTo[back] as number] ?? 0) - (sums[upTo[back + 1] as number] ?? 0);
    }
    const [now = 0, ...before] = totals;
    steps.note(moment, now / Math.max(floor, median(before)));
  }
  return { ...steps, evidence: (moment) => inWindow(window, moment) };
}

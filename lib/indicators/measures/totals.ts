import type { Entry } from '../../ledger/entry.ts';
import { firstAfter } from '../timeline.ts';
import { inWindow, type Series, type Window, windowSeries } from './series.ts';

/** How many entries. */
export function countSeries(window: Window): Series {
  let count = 0;
  return windowSeries(window, {
    enter: () => {
      count += 1;
    },
    leave: () => {
      count -= 1;
    },
    value: () => count,
  });
}

/** Their sum in Canadian minor units; an entry without a Canadian value adds nothing. */
export function sumSeries(window: Window, entries: readonly Entry[]): Series {
  const minor = (entry: number) => entries[entry]?.cadMinor ?? 0;
  let sum = 0;
  return windowSeries(window, {
    enter: (entry) => {
      sum += minor(entry);
    },
    leave: (entry) => {
      sum -= minor(entry);
    },
    value: () => sum,
  });
}

const windowsBefore = 6;

/**
 * The count in the window divided by the median of the six windows of that length before it, which
 * is taken as at least 1; windows before the ledger's first entry count 0.
 */
export function baselineSeries(window: Window): Series {
  const { timeline, selected, over } = window;
  const { moments, instants } = timeline;
  const upTo = (limit: number) =>
    firstAfter(selected.length, (at) => instants[selected[at] ?? 0] ?? 0, limit);
  const ratioAt = (moment: number): number => {
    const edges = Array.from({ length: windowsBefore + 2 }, (_, back) =>
      upTo(moment - back * over),
    );
    const counts = edges.slice(1).map((edge, back) => (edges[back] ?? 0) - edge);
    const [now = 0, ...before] = counts;
    return now / Math.max(1, median(before));
  };
  return {
    values: selected.length === 0 ? new Float64Array(moments.length) : moments.map(ratioAt),
    evidence: (moment) => inWindow(window, moment),
  };
}

/** The middle, or the mean of the two in the middle. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? 0;
  const high = sorted[Math.floor(middle)] ?? 0;
  return (low + high) / 2;
}

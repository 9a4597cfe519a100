import { kilometres, type Point } from '../places.ts';
import { type Series, type Window, windowSeries } from './series.ts';

type Values = (entry: number) => readonly string[];
/** How often a value must occur to be counted, both bounds inclusive. */
type Occurring = { atLeast?: number | undefined; atMost?: number | undefined };

/** How often each value occurs in the window. */
export class Tally {
  readonly counts = new Map<string, number>();

  /** @returns how often it occurs now. */
  add(value: string, by: number): number {
    const count = (this.counts.get(value) ?? 0) + by;
    if (count === 0) this.counts.delete(value);
    else this.counts.set(value, count);
    return count;
  }
}

/** How many different values occur at least and at most so often. */
export function distinctSeries(
  window: Window,
  values: Values,
  { atLeast = 1, atMost = Number.POSITIVE_INFINITY }: Occurring = {},
): Series {
  const tally = new Tally();
  const counts = (count: number) => (count >= atLeast && count <= atMost && count > 0 ? 1 : 0);
  let kept = 0;
  const change = (entry: number, by: number) => {
    for (const value of values(entry)) {
      const now = tally.add(value, by);
      kept += counts(now) - counts(now - by);
    }
  };
  return windowSeries(window, {
    enter: (entry) => change(entry, 1),
    leave: (entry) => change(entry, -1),
    value: () => kept,
  });
}

/**
 * How many values lie at least so far apart: taken in alphabetical order, a value is kept when it is
 * that far from every one kept before. One whose place is not known is not kept.
 */
export function apartSeries(
  window: Window,
  values: Values,
  {
    atLeast = 1,
    atMost,
    apartKm,
    pointOf,
  }: {
    atLeast?: number | undefined;
    atMost?: number | undefined;
    apartKm: number;
    pointOf: (value: string) => Point | undefined;
  },
): Series {
  const tally = new Tally();
  const known = new Map<string, number>();
  const keptAmong = (names: readonly string[]): number => {
    const kept: Point[] = [];
    for (const name of names) {
      const point = pointOf(name);
      if (point && kept.every((other) => kilometres(point, other) >= apartKm)) kept.push(point);
    }
    return kept.length;
  };
  const remembered = (names: readonly string[]): number => {
    const text = names.join('|');
    const count = known.get(text) ?? keptAmong(names);
    known.set(text, count);
    return count;
  };
  const change = (entry: number, by: number) => {
    for (const value of values(entry)) tally.add(value, by);
  };
  return windowSeries(window, {
    enter: (entry) => change(entry, 1),
    leave: (entry) => change(entry, -1),
    value: () =>
      remembered(
        [...tally.counts]
          .filter(([, count]) => count >= atLeast && count <= (atMost ?? count))
          .map(([name]) => name)
          .sort(),
      ),
  });
}

/** The part of the count, or of the sum, that the `top` largest values have; undefined for nothing. */
export function topShareSeries(
  window: Window,
  values: Values,
  { weight, top }: { weight: (entry: number) => number; top: number },
): Series {
  const tally = new Tally();
  let total = 0;
  const change = (entry: number, sign: 1 | -1) => {
    for (const value of values(entry)) {
      tally.add(value, sign * weight(entry));
      total += sign * weight(entry);
    }
  };
  const largest = (): number => {
    const first: number[] = [];
    for (const count of tally.counts.values()) {
      if (first.length === top && count <= (first.at(-1) ?? 0)) continue;
      first.push(count);
      first.sort((a, b) => b - a);
      first.length = Math.min(first.length, top);
    }
    return first.reduce((sum, count) => sum + count, 0);
  };
  return windowSeries(window, {
    enter: (entry) => change(entry, 1),
    leave: (entry) => change(entry, -1),
    value: () => (total === 0 ? Number.NaN : largest() / total),
  });
}

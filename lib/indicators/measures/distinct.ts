import { kilometres, type Point } from '../places.ts';
import { type Series, type Window, windowSeries } from './series.ts';
import { SortedNumbers } from './sorted-numbers.ts';

export type Values = (entry: number) => readonly string[];
/** Canadian minor units of an entry; undefined where it tells none. */
export type MinorOf = (entry: number) => number | undefined;

/** One value in the window: how often it occurs, and the Canadian minor units of its entries. */
export type Occurrence = { value: string; count: number; minor: number };

/** How to read an entry's values, and which values count. */
export type Kept = { values: Values; minorOf: MinorOf; counts: (one: Occurrence) => boolean };

/** How much each value has in the window: a number of entries, or what they are worth. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(value: string, by: number): void {
    const count = (this.counts.get(value) ?? 0) + by;
    if (count === 0) this.counts.delete(value);
    else this.counts.set(value, count);
  }
}

/** The values of the window that count. */
class KeptValues {
  readonly names = new Set<string>();
  /** How often a value was added or removed. */
  changes = 0;
  readonly #occurrences = new Map<string, Occurrence>();
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  change(entry: number, sign: 1 | -1): void {
    const { values, minorOf, counts } = this.#kept;
    const minor = minorOf(entry) ?? 0;
    for (const value of values(entry)) {
      const one = this.#occurrences.get(value) ?? { value, count: 0, minor: 0 };
      one.count += sign;
      one.minor += sign * minor;
      if (one.count === 0) this.#occurrences.delete(value);
      else this.#occurrences.set(value, one);
      const isKept = one.count > 0 && counts(one);
      if (isKept === this.names.has(value)) continue;
      this.changes += 1;
      if (isKept) this.names.add(value);
      else this.names.delete(value);
    }
  }
}

/** How many different values count. */
export function distinctSeries(window: Window, kept: Kept): Series {
  const values = new KeptValues(kept);
  return windowSeries(window, {
    enter: (entry) => values.change(entry, 1),
    leave: (entry) => values.change(entry, -1),
    value: () => values.names.size,
  });
}

/**
 * How many values lie at least so far apart: taken in alphabetical order, a value is kept when it is
 * that far from every one kept before. One whose place is not known is not kept.
 */
export function apartSeries(
  window: Window,
  kept: Kept,
  { apartKm, pointOf }: { apartKm: number; pointOf: (value: string) => Point | undefined },
): Series {
  const values = new KeptValues(kept);
  const apartAmong = (names: readonly string[]): number => {
    const apart: Point[] = [];
    for (const name of names) {
      const point = pointOf(name);
      if (point && apart.every((other) => kilometres(point, other) >= apartKm)) apart.push(point);
    }
    return apart.length;
  };
  let [changes, count] = [-1, 0];
  return windowSeries(window, {
    enter: (entry) => values.change(entry, 1),
    leave: (entry) => values.change(entry, -1),
    value() {
      if (values.changes !== changes) count = apartAmong([...values.names].sort());
      changes = values.changes;
      return count;
    },
  });
}

/**
 * How many values have an entry whose amount differs from the median amount of the window by at most
 * so many hundredths of that median.
 */
export function nearMedianSeries(window: Window, kept: Kept, percent: number): Series {
  const values = new KeptValues(kept);
  const amounts = new SortedNumbers();
  const ofAmount = new Map<number, Set<number>>();
  const enter = (entry: number) => {
    values.change(entry, 1);
    const minor = kept.minorOf(entry);
    if (minor === undefined) return;
    amounts.add(minor);
    ofAmount.set(minor, (ofAmount.get(minor) ?? new Set()).add(entry));
  };
  const leave = (entry: number) => {
    values.change(entry, -1);
    const minor = kept.minorOf(entry);
    if (minor === undefined) return;
    amounts.remove(minor);
    const same = ofAmount.get(minor);
    same?.delete(entry);
    if (same?.size === 0) ofAmount.delete(minor);
  };
  const near = (): number => {
    const middle = amounts.median();
    const names = new Set<string>();
    for (const [minor, entries] of ofAmount) {
      if (Math.abs(minor - middle) * 100 > percent * middle) continue;
      for (const entry of entries) for (const value of kept.values(entry)) names.add(value);
    }
    return [...names].filter((name) => values.names.has(name)).length;
  };
  return windowSeries(window, { enter, leave, value: near });
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

/** What the value that has most of the count, or of the sum, has; 0 for nothing. */
export function largestSeries(
  window: Window,
  values: Values,
  weight: (entry: number) => number,
): Series {
  const tally = new Tally();
  const change = (entry: number, sign: 1 | -1) => {
    for (const value of values(entry)) tally.add(value, sign * weight(entry));
  };
  return windowSeries(window, {
    enter: (entry) => change(entry, 1),
    leave: (entry) => change(entry, -1),
    value: () => {
      let most = 0;
      for (const count of tally.counts.values()) most = Math.max(most, count);
      return most;
    },
  });
}

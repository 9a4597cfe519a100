/**
 * The moments as of which a ledger is judged: one for each instant at which it has entries, as of the
 * last of them. Simultaneous entries are judged together, so their order among each other does not
 * matter.
 */
export type Timeline = {
  /** Per entry its instant: milliseconds since 1970, ascending. */
  instants: readonly number[];
  /** Per entry the moment it belongs to. */
  momentOf: readonly number[];
  /** Per moment its instant, ascending. */
  moments: readonly number[];
  /** Per moment the index of its last entry. */
  lastEntry: readonly number[];
};

export type GrowingTimeline = Timeline & {
  /** The entry's moment is the newest one or a new one after it. */
  add(instant: number): void;
  /** Forgets the entries from this one on; it begins a moment of its own. */
  cut(entry: number): void;
};

export function growingTimeline(): GrowingTimeline {
  const instants: number[] = [];
  const momentOf: number[] = [];
  const moments: number[] = [];
  const lastEntry: number[] = [];
  return {
    instants,
    momentOf,
    moments,
    lastEntry,
    add(instant) {
      if (moments.at(-1) === instant) lastEntry[moments.length - 1] = instants.length;
      else {
        moments.push(instant);
        lastEntry.push(instants.length);
      }
      momentOf.push(moments.length - 1);
      instants.push(instant);
    },
    cut(entry) {
      const moment = momentOf[entry] ?? moments.length;
      instants.length = Math.min(instants.length, entry);
      momentOf.length = instants.length;
      moments.length = moment;
      lastEntry.length = moment;
    },
  };
}

/** How many of an ascending list's first values are at most `limit`. */
export function countUpTo(list: readonly number[], limit: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first place from `start` on whose value is at least `limit`: near places are found first. */
export function firstAtLeast(list: readonly number[], limit: number, start: number): number {
  let low = start;
  let step = 1;
  while (low + step < list.length && (list[low + step] as number) < limit) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, list.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) >= limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

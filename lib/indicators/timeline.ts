import type { SubjectFacts } from './subject-facts.ts';

/**
 * The moments as of which a ledger is judged: one for each instant at which it has entries, as of the
 * last of them. Simultaneous entries are judged together, so their order among each other does not
 * matter.
 */
export type Timeline = {
  /** Milliseconds since 1970 of each moment, ascending. */
  moments: Float64Array;
  /** Per moment the index of its last entry. */
  lastEntry: Int32Array;
  /** Per entry its instant. */
  instants: Float64Array;
};

export function timelineOf({ instants }: Pick<SubjectFacts, 'instants'>): Timeline {
  const last: number[] = [];
  for (let index = 0; index < instants.length; index += 1) {
    if (instants[index] !== instants[index + 1]) last.push(index);
  }
  return {
    moments: Float64Array.from(last, (index) => instants[index] ?? 0),
    lastEntry: Int32Array.from(last),
    instants,
  };
}

/** The first place of an ascending list whose value is greater than `limit`. */
export function firstAfter(
  length: number,
  valueAt: (place: number) => number,
  limit: number,
): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(middle) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

import { instant } from '../time.ts';
import type { Contribution } from './contribution.ts';
import { perContribution } from './per-contribution.ts';

/**
 * As many entries of one subject are judged at most, the newest. A person has fewer; beyond it is a
 * bank's suspense account, a payment processor, an agency: its ledger must never hold up the others.
 */
export const entryBudget = 5_000;

/** Of those at least this part is judged: what lies between leaves room for a horizon that stays. */
const leastPart = 0.8;

/**
 * Since when entries are judged, milliseconds since 1970; undefined if there are no more than `budget`.
 *
 * A horizon that moved with every entry would have all that is judged judged anew, and told anew, for
 * each. So it is the roundest moment that leaves at least four fifths of the budget and no more than all
 * of it: a function of the entries and the budget that stays the same for hundreds of entries.
 */
export function horizonOf(moments: Moments, budget: number): number | undefined {
  if (moments.length <= budget) return undefined;
  const oldest = moments.at(-budget) ?? 0;
  return roundest(oldest, moments.at(-Math.ceil(budget * leastPart)) ?? oldest);
}

/** The moment of the earliest of the newest `budget` entries; undefined if there are no more. */
export const oldestWithin = (moments: Moments, budget: number): number | undefined =>
  moments.length <= budget ? undefined : moments.at(-budget);

/** When all entries were, milliseconds since 1970, in the order of time. */
export type Moments = Float64Array;

export const momentsIn = (contributions: Iterable<Contribution>): Moments =>
  new Float64Array([...contributions].flatMap(momentsOf)).sort();

/** Milliseconds: more than a thousand years. */
const coarsest = 2 ** 45;

/** The multiple of the greatest power of two that is not before `from` and not after `until`. */
function roundest(from: number, until: number): number {
  for (let step = coarsest; step >= 1; step /= 2) {
    const moment = Math.floor(until / step) * step;
    if (moment >= from) return moment;
  }
  return from;
}

/**
 * What a ledger says since its horizon. A function of the ledger and the horizon alone, so that it is
 * the same however the ledger is stored: simultaneous entries stay together, and a report of which no
 * entry is left says nothing.
 */
export function sinceHorizon(
  contributions: ReadonlyMap<string, Contribution>,
  horizon: number,
): Map<string, Contribution> {
  const kept = new Map<string, Contribution>();
  for (const [name, contribution] of contributions) {
    const moments = momentsOf(contribution);
    const entries = contribution.entries.filter((_, at) => (moments[at] ?? 0) >= horizon);
    if (entries.length === contribution.entries.length && entries.length > 0) {
      kept.set(name, contribution);
    } else if (entries.length > 0) {
      kept.set(name, { ...contribution, entries });
    }
  }
  return kept;
}

const momentsOf = perContribution(({ entries }) => entries.map(({ at }) => instant(at)));

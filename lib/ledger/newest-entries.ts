import { instant } from '../time.ts';
import type { Contribution } from './contribution.ts';

/**
 * As many entries of one subject are judged, the newest. A person has fewer; beyond it is a bank's
 * suspense account, a payment processor, an agency: its ledger must never hold up the others.
 */
export const entryBudget = 5_000;

/** Milliseconds since 1970 of the earliest of the newest `budget` entries; undefined if there are no more. */
export function horizonOf(
  contributions: Iterable<Contribution>,
  budget: number,
): number | undefined {
  const moments = [...contributions].flatMap(momentsOf);
  if (moments.length <= budget) return undefined;
  return Float64Array.from(moments).sort().at(-budget);
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

const known = new WeakMap<Contribution, readonly number[]>();

/** Contributions never change, and stay in memory with what was read: their times are read once. */
function momentsOf(contribution: Contribution): readonly number[] {
  const moments = known.get(contribution) ?? contribution.entries.map(({ at }) => instant(at));
  known.set(contribution, moments);
  return moments;
}

import type { LedgerKey, ReportKey } from '../identifiers.ts';
import type { Contribution } from './contribution.ts';
import { compareEntries, type Entry } from './entry.ts';
import type { Uses } from './uses.ts';

/** A ledger: for each report the contribution of its newest revision. */
export type Ledger = {
  key: LedgerKey;
  /** Grows by one with every write; 0 for a ledger nobody has written. */
  version: number;
  contributions: ReadonlyMap<string, Contribution>;
  /**
   * Milliseconds since 1970 of its earliest entry, where it holds more entries than are read
   * (`newest-entries.ts`): what is older is left out.
   */
  horizon?: number;
  /** What a subject uses by all its reports, where that is kept with its ledger. */
  uses?: Uses;
};

export const contributionName = ({ entity, reference }: ReportKey): string =>
  `${entity}/${reference}`;

export const emptyLedger = (key: LedgerKey): Ledger => ({
  key,
  version: 0,
  contributions: new Map(),
});

/**
 * The merge law: per report the higher revision stays. Commutative, associative, idempotent.
 *
 * @returns the same map when nothing changes, so that a caller knows there is nothing to write.
 */
export function mergeContributions(
  held: ReadonlyMap<string, Contribution>,
  incoming: Iterable<Contribution>,
): ReadonlyMap<string, Contribution> {
  let merged: Map<string, Contribution> | undefined;
  for (const contribution of incoming) {
    const name = contributionName(contribution.report);
    const present = (merged ?? held).get(name);
    if (present && present.revision >= contribution.revision) continue;
    merged ??= new Map(held);
    merged.set(name, contribution);
  }
  return merged ?? held;
}

/** All entries, in no order. */
const entriesIn = (ledger: Ledger): Entry[] =>
  [...ledger.contributions.values()].flatMap(({ entries }) => entries);

/** All entries in the order of time. */
export const entriesInOrder = (ledger: Ledger): Entry[] => entriesIn(ledger).sort(compareEntries);

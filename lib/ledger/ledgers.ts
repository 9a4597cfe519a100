import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from './contribution.ts';
import type { Ledger } from './ledger.ts';

/** The port to all ledgers, of subjects and of link keys. */
export type Ledgers = {
  /** An unwritten ledger reads as empty. */
  get(key: LedgerKey): Promise<Ledger>;
  getMany(keys: readonly LedgerKey[]): Promise<Map<LedgerKey, Ledger>>;
  /**
   * Merges by the merge law, re-reading and retrying when somebody else wrote first.
   *
   * @returns `changed` is false when this call wrote nothing. An earlier one may have, and crashed
   *   before it told anybody: what follows from a change must follow from a repeated call as well.
   * @throws StaleWrite when others kept writing to the same ledger.
   */
  merge(
    key: LedgerKey,
    contributions: readonly Contribution[],
  ): Promise<{ changed: boolean; version: number }>;
  /** Merges into many ledgers, which are read together: the same as one merge after the other. */
  mergeMany(changes: ReadonlyMap<LedgerKey, readonly Contribution[]>): Promise<void>;
};

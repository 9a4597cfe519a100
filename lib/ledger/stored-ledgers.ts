import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from './contribution.ts';

/** The port to ledgers as they are stored, for those who check and mend them. */
export type StoredLedgers = {
  /** The key of every ledger that was ever written. */
  keys(): AsyncIterable<LedgerKey>;
  /** Everything a ledger says, whatever is budgeted; undefined when it is missing or damaged. */
  whole(key: LedgerKey): Promise<ReadonlyMap<string, Contribution> | undefined>;
  /**
   * Has the ledger of a subject, or one that should be empty, say this and nothing else; what it said
   * beyond is withdrawn. A contribution of a higher revision, which came meanwhile, stays.
   */
  restore(key: LedgerKey, contributions: ReadonlyMap<string, Contribution>): Promise<void>;
  /** The same for the ledger of a link key; each contribution gets the subject's own revision. */
  restoreLink(key: LedgerKey, contributions: readonly Contribution[]): Promise<void>;
};

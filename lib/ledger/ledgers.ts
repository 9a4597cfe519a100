import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from './contribution.ts';
import type { Ledger } from './ledger.ts';
import type { Uses } from './uses.ts';

/** What a merge came to. */
export type Merged = {
  /**
   * False when this call wrote nothing. An earlier one may have, and crashed before it told anybody:
   * what follows from a change must follow from a repeated call as well.
   */
  changed: boolean;
  version: number;
  /**
   * What a subject uses otherwise since this version may not have been told to the ledgers of the keys:
   * the version that this call wrote, or 0 where an earlier write may have been its own.
   */
  since: number;
  /** What the subject uses from then on; empty for the ledger of a link key. */
  uses: Uses;
  /** Of the ledger of a link key: the subjects that use it, and whether there are many more. */
  users: { newest: LedgerKey[]; more: boolean };
};

/** The port to all ledgers, of subjects and of link keys. */
export type Ledgers = {
  /** An unwritten ledger reads as empty. */
  get(key: LedgerKey): Promise<Ledger>;
  getMany(keys: readonly LedgerKey[]): Promise<Map<LedgerKey, Ledger>>;
  /** The version that stands; 0 for a ledger nobody has written. */
  version(key: LedgerKey): Promise<number>;
  /**
   * Merges by the merge law, re-reading and retrying when somebody else wrote first.
   *
   * @throws StaleWrite when others kept writing to the same ledger.
   */
  merge(key: LedgerKey, contributions: readonly Contribution[]): Promise<Merged>;
  /** Merges into many ledgers, which are read together: the same as one merge after the other. */
  mergeMany(
    changes: ReadonlyMap<LedgerKey, readonly Contribution[]>,
  ): Promise<Map<LedgerKey, Merged>>;
  /** Notes in the ledgers of subjects which of the link keys they use others use too. */
  markShared(shared: ReadonlyMap<LedgerKey, ReadonlySet<LedgerKey>>): Promise<void>;
};

import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from './contribution.ts';
import type { Ledger } from './ledger.ts';

/** The port to all ledgers, of subjects and of link keys. */
export type Ledgers = {
  /** An unwritten ledger reads as empty. */
  get(key: LedgerKey): Promise<Ledger>;
  getMany(keys: readonly LedgerKey[]): Promise<Map<LedgerKey, Ledger>>;
  /** Merges by the merge law, re-reading and retrying when somebody else wrote first. */
  merge(
    key: LedgerKey,
    contributions: readonly Contribution[],
  ): Promise<{ changed: boolean; version: number }>;
};

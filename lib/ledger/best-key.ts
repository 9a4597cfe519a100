import type { LedgerKey } from '../identifiers.ts';

const strongestFirst = [
  'party',
  'account',
  'email',
  'phone',
  'handle',
  'wallet',
  'name',
  'identity',
  'name-birth',
  'device',
  'address',
];

/** The best key there is, and of several of one kind the first in alphabetical order. */
export const bestKey = (sorted: readonly LedgerKey[]): LedgerKey | undefined =>
  sorted.reduce<LedgerKey | undefined>(
    (found, key) => (found === undefined || rankOf(key) < rankOf(found) ? key : found),
    undefined,
  );

const rankOf = (key: LedgerKey): number => strongestFirst.indexOf(key.slice(0, key.indexOf(':')));

import type { LedgerKey } from '../identifiers.ts';
import { bestKey } from './best-key.ts';
import type { Counterparty } from './entry.ts';
import { nameKey } from './recognition-keys.ts';

/**
 * Another side as a block of contributions holds it. Keys are as random as nothing else in a ledger, so
 * the one that the name tells is left out, and the best of them is not said twice. One that has a `key`
 * stands as it is.
 */
export type StoredCounterparty =
  | Counterparty
  | (Omit<Counterparty, 'key' | 'keys'> & { name: string; keys?: LedgerKey[] });

export function inTable(counterparty: Counterparty): StoredCounterparty {
  const { key, keys, ...told } = counterparty;
  const { name } = told;
  if (name === undefined || key !== bestKey(keys)) return counterparty;
  const others = keys.filter((one) => one !== nameKey(name));
  const again = withName(others, name);
  if (again.length !== keys.length || again.some((one, at) => one !== keys[at])) {
    return counterparty;
  }
  return { ...told, name, ...(others.length > 0 && { keys: others }) };
}

/** Bytes once written must be read for ever: `nameKey` and `bestKey` may not come to tell otherwise. */
export function outOfTable(stored: StoredCounterparty): Counterparty {
  if ('key' in stored) return stored;
  const { keys: others = [], ...told } = stored;
  const keys = withName(others, told.name);
  return { key: bestKey(keys) ?? nameKey(told.name), keys, ...told };
}

const withName = (others: readonly LedgerKey[], name: string): LedgerKey[] =>
  [...others, nameKey(name)].sort();

import type { LedgerKey } from '../../identifiers.ts';
import { packKeys, unpackKeys } from './packed-keys.ts';

/**
 * The ledgers that each of several reports has touched. A key stands once in `keys`; `places` has 0
 * where the next of them is first used, and otherwise 1 more than its place among them: most are
 * used once, and a run of noughts deflates to nothing.
 */
export type PackedTouches = { counts: number[]; places: number[]; keys: Uint8Array };

export function packTouches(touched: readonly (readonly LedgerKey[])[]): PackedTouches {
  const used = new Map<LedgerKey, number>();
  const places = touched.flat().map((key) => {
    const known = used.get(key);
    if (known !== undefined) return known + 1;
    used.set(key, used.size);
    return 0;
  });
  return { counts: touched.map(({ length }) => length), places, keys: packKeys([...used.keys()]) };
}

/** @throws Error when a place has no key. */
export function unpackTouches({ counts, places, keys: packed }: PackedTouches): LedgerKey[][] {
  const keys = unpackKeys(packed);
  let used = 0;
  const all = places.map((place) => {
    const key = keys[place === 0 ? used++ : place - 1];
    if (key === undefined) throw new Error('a report touches a ledger without a key');
    return key;
  });
  let next = 0;
  return counts.map((count) => {
    next += count;
    return all.slice(next - count, next);
  });
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerKey, ledgerKeyKinds } from '../identifiers.ts';
import { ledgerHeadKey, ledgerKeyOf } from './keys.ts';

test('for any key of a ledger, its item tells the key, and takes seventeen characters', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ledgerKeyKinds), fc.string(), (kind, text) => {
      const key = ledgerKey(kind, text);
      const item = ledgerHeadKey(key);
      expect(ledgerKeyOf(item)).toBe(key);
      expect(item.pk).toHaveLength(17);
    }),
  );
});

test.each(['phone:0123', 'unknown:0123456789abcdef01234567', 'phone'])(
  'given %s, which is no key of a ledger, then it names no item',
  (text) => {
    expect(() => ledgerHeadKey(text)).toThrow(RangeError);
  },
);

test('given an item of another table, then it is no ledger', () => {
  expect(() => ledgerKeyOf({ pk: 'CASE#case-0123456789abcdef' })).toThrow();
});

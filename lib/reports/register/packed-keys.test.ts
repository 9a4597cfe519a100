import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerKey, ledgerKeyKinds } from '../../identifiers.ts';
import { packKeys, unpackKeys } from './packed-keys.ts';

test('for any keys, they come out as they went in, from 13 bytes each', () => {
  const keys = fc
    .tuple(fc.constantFrom(...ledgerKeyKinds), fc.string())
    .map((key) => ledgerKey(...key));
  fc.assert(
    fc.property(fc.array(keys), (all) => {
      const packed = packKeys(all);
      expect(packed.length).toBe(13 * all.length);
      expect(unpackKeys(packed)).toEqual(all);
    }),
  );
});

test('the kinds keep their places, for they are stored', () => {
  expect(ledgerKeyKinds.indexOf('party')).toBe(0);
  expect(ledgerKeyKinds.indexOf('wallet')).toBe(10);
  expect([...packKeys([ledgerKey('phone', '1')])][0]).toBe(4);
});

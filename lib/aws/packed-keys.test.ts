import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ledgerKey } from '../identifiers.ts';
import { packKeys, unpackKeys } from './packed-keys.ts';

const kinds = [
  'party',
  'account',
  'identity',
  'name-birth',
  'phone',
  'email',
  'address',
  'device',
  'handle',
  'name',
  'wallet',
] as const;

test('for any keys, they come out as they went in, from 13 bytes each', () => {
  const keys = fc.tuple(fc.constantFrom(...kinds), fc.string()).map((key) => ledgerKey(...key));
  fc.assert(
    fc.property(fc.array(keys), (all) => {
      const packed = packKeys(all);
      expect(packed.length).toBe(13 * all.length);
      expect(unpackKeys(packed)).toEqual(all);
    }),
  );
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packUsers, packWithDictionary, unpackWithDictionary } from './dictionary-packing.ts';

/** Texts that hardly pack, from a few bytes to many times what is taken for the packed bytes at once. */
const texts = fc
  .tuple(fc.nat(800), fc.string())
  .map(([length, seed]) =>
    Array.from({ length }, (_, at) =>
      createHash('sha256').update(`${seed}${at}`).digest('base64'),
    ).join(''),
  );

test('for any length, what is unpacked is what was packed', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(unpackWithDictionary(packWithDictionary({ text }))).toEqual({ text });
      expect(unpackWithDictionary(packUsers({ text }))).toEqual({ text });
    }),
  );
});

test.each([packWithDictionary, packUsers])(
  'given bytes of %o of which one is damaged, then they are refused',
  (pack) => {
    const bytes = pack({ kind: 'payroll', minor: 64_000 });
    for (const at of bytes.keys()) {
      const damaged = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(() => unpackWithDictionary(damaged)).toThrow();
    }
  },
);

test('given bytes that were packed earlier, then they are read: the dictionary has not changed', () => {
  const packed = Buffer.from('ePmesbpXQ6QseF6Exggo3A1qAbBdCi0=', 'base64');
  expect(unpackWithDictionary(packed)).toEqual({ kind: 'payroll', minor: 64_000 });
});

test('given users that were packed earlier, then they are read by the dictionary of users', () => {
  const packed = Buffer.from('ePm1gFejq0bxsA5GfBTlJ2XmKdUCAAKnDW8=', 'base64');
  expect(unpackWithDictionary(packed)).toEqual({ as: 'holder', subject: 'party:robin' });
});

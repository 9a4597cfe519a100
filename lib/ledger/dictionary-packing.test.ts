import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packWithDictionary, unpackWithDictionary } from './dictionary-packing.ts';

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
    }),
  );
});

test('given bytes of which one is damaged, then they are refused', () => {
  const bytes = packWithDictionary({
    kind: 'payroll',
    minor: 64_000,
    key: '0123456789abcdef01234567',
  });
  for (const at of bytes.keys()) {
    for (const bit of [1, 128]) {
      const damaged = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ bit : byte));
      expect(() => unpackWithDictionary(damaged)).toThrow();
    }
  }
});

test('given bytes that were packed earlier, then they are read: the dictionary has not changed', () => {
  const packed = Buffer.from('AX6tC7AAq8ZseUAbwGYmBgYGtQA=', 'base64');
  expect(unpackWithDictionary(packed)).toEqual({ kind: 'payroll', minor: 64_000 });
});

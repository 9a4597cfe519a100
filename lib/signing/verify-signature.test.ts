import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keySigner } from './key-signer.ts';
import { isSignatureOf, keyIdOf } from './verify-signature.ts';

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer = keySigner(pair().privateKey);
const stranger = keySigner(pair().privateKey);

test('for any message, its signature holds, and for no other message or key', async () => {
  const [own, other] = [await signer.publicKey(), await stranger.publicKey()];
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.nat(), async (message, place) => {
      const signature = await signer.sign(message);
      expect(isSignatureOf(own, message, signature)).toBe(true);
      expect(isSignatureOf(other, message, signature)).toBe(false);
      expect(isSignatureOf(own, Buffer.concat([message, Buffer.of(0)]), signature)).toBe(false);
      const damaged = Uint8Array.from(signature);
      damaged[place % damaged.length] = (damaged[place % damaged.length] ?? 0) ^ 1;
      expect(isSignatureOf(own, message, damaged)).toBe(false);
    }),
  );
});

test('given two keys, then each has a name of its own, told by its public part', async () => {
  expect(await signer.keyId()).toBe(keyIdOf(await signer.publicKey()));
  expect(await signer.keyId()).toMatch(/^[0-9a-f]{64}$/);
  expect(await signer.keyId()).not.toBe(await stranger.keyId());
});

test.each([
  ['no key', 'nothing'],
  [
    'a key on another curve',
    generateKeyPairSync('ec', { namedCurve: 'P-384' })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString(),
  ],
])('given %s, when a signature is verified, then it is refused', (_, text) => {
  expect(() => isSignatureOf(text, Buffer.of(1), Buffer.of(1))).toThrow(TypeError);
});

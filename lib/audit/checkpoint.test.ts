import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testSigner } from '../../test/support/memory-audit-log.ts';
import { keySigner } from '../signing/key-signer.ts';
import { isSignedBy, readCheckpoint, signCheckpoint } from './checkpoint.ts';
import { leafHash } from './merkle-tree.ts';

const publicKey = await testSigner.publicKey();
const stranger = keySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const root = leafHash(Buffer.from('leaf'));

test('given a signed checkpoint, then it is three lines, a blank one and a signature', async () => {
  const note = await signCheckpoint(testSigner, { size: 20_852_163, root });
  expect(note.split('\n')).toEqual([
    'moneytrail/audit',
    '20852163',
    Buffer.from(root).toString('base64'),
    '',
    expect.stringMatching(/^— moneytrail\/audit [A-Za-z0-9+/]+=*$/),
    '',
  ]);
  const signature = Buffer.from(note.trim().split(' ').at(-1) ?? '', 'base64');
  expect(signature.subarray(0, 4).toString('hex')).toBe((await testSigner.keyId()).slice(0, 8));
});

test('for any size, what was signed is read back, and holds for its key only', async () => {
  await fc.assert(
    fc.asyncProperty(fc.maxSafeNat(), async (size) => {
      const note = await signCheckpoint(testSigner, { size, root });
      expect(readCheckpoint(note)).toEqual({
        origin: 'moneytrail/audit',
        size,
        root: Buffer.from(root),
      });
      expect(isSignedBy(note, publicKey)).toBe(true);
      expect(isSignedBy(note, await stranger.publicKey())).toBe(false);
    }),
    { numRuns: 30 },
  );
});

test('for any other character anywhere in it, it is not signed', async () => {
  const note = await signCheckpoint(testSigner, { size: 123, root });
  fc.assert(
    fc.property(fc.nat(note.length - 1), fc.constantFrom('A', '7', '\n', ' ', '='), (at, other) => {
      fc.pre(note[at] !== other);
      const changed = note.slice(0, at) + other + note.slice(at + 1);
      // The name of the key is no part of what is signed.
      fc.pre(at < note.indexOf('—') || at > note.lastIndexOf(' '));
      // Nor are bits that base64 does not use.
      const bytes = (text: string) => Buffer.from(text.trim().split(' ').at(-1) ?? '', 'base64');
      fc.pre(at < note.indexOf('—') || !bytes(changed).equals(bytes(note)));
      expect(isSignedBy(changed, publicKey)).toBe(false);
    }),
  );
});

test('given signatures of others beside it, then they are passed over', async () => {
  const [own, other] = await Promise.all(
    [testSigner, stranger].map((signer) => signCheckpoint(signer, { size: 5, root })),
  );
  const both = `${own}${other?.split('\n\n')[1]}`;
  expect(isSignedBy(both, publicKey)).toBe(true);
  expect(isSignedBy(both, await stranger.publicKey())).toBe(true);
  expect(isSignedBy(other ?? '', publicKey)).toBe(false);
});

test.each(['', 'a\n1\n', 'a\n01\nAAAA\n\n— a AAAA\n', 'a\n1\nAAAA\n\n— a AAAA\n'])(
  'given %j, then it is no checkpoint',
  (text) => {
    expect(readCheckpoint(text)).toBeUndefined();
    expect(isSignedBy(text, publicKey)).toBe(false);
  },
);

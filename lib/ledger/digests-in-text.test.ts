import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { putBackDigests, takeOutDigests } from './digests-in-text.ts';

const hex = fc
  .tuple(fc.nat(5), fc.constantFrom(23, 24, 25, 32, 40, 56, 64))
  .map(([seed, length]) => createHash('sha256').update(`${seed}`).digest('hex').slice(0, length));
const texts = fc
  .array(fc.oneof(hex, fc.string(), fc.constantFrom(';', 'a', '0', '\u0001', '\u0003', '"')))
  .map((parts) => JSON.stringify(parts.join('')));

test('for any text, what is put back is what was taken out', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { rest, digests } = takeOutDigests(text);
      expect(putBackDigests(rest, digests)).toBe(text);
    }),
  );
});

test('given a digest three times, then it takes its own bytes once', () => {
  const digest = '0123456789abcdef01234567';
  const { rest, digests } = takeOutDigests(JSON.stringify([digest, digest, `phone:${digest}`]));
  expect(digests).toHaveLength(12);
  expect(rest).not.toContain(digest);
});

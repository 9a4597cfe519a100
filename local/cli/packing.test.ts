import { createHash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packed } from './packing.ts';
import { partsOf } from './sending.ts';

const all = async (chunks: AsyncIterable<Uint8Array>) => {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks) held.push(chunk);
  return Buffer.concat(held);
};

test('for any content, it is packed into the same bytes each time, and they unfold into it', async () => {
  const content = fc.array(fc.uint8Array({ maxLength: 300_000 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(content, async (pieces) => {
      const whole = Buffer.concat(pieces);
      const once = await all(packed(new Blob([whole])));
      // However the pieces lie in memory or on disk, which shows in how they are read.
      const again = await all(packed(new Blob(pieces)));
      expect(again.equals(once)).toBe(true);
      expect(zstdDecompressSync(once).equals(whole)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

test('the bytes are those of earlier days: others would not fit uploads that are under way', async () => {
  const text = Array.from({ length: 50_000 }, (_, at) => `{"at":${at},"is":"${at ** 3}"}\n`).join(
    '',
  );
  const bytes = await all(packed(new Blob([text])));
  expect(createHash('sha256').update(bytes).digest('hex')).toMatchInlineSnapshot(
    `"acc5c005d39fe1f8bfb4adfe5f71afdc3589aa164306f9299dde75d295d18c29"`,
  );
});

test('when the reader stops half-way, then nothing is left running', async () => {
  for await (const chunk of packed(new Blob([Buffer.alloc(5_000_000, 'a')]))) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
});

test('for any chunks, parts have their size, and put together are what was cut', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 30 }), async (given, partBytes) => {
      async function* each() {
        yield* given;
      }
      const parts: Uint8Array[] = [];
      for await (const part of partsOf(each(), partBytes)) parts.push(part);
      expect(Buffer.concat(parts).equals(Buffer.concat(given))).toBe(true);
      expect(parts.slice(0, -1).every(({ length }) => length === partBytes)).toBe(true);
      expect(parts.every(({ length }) => length > 0 && length <= partBytes)).toBe(true);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digest } from '../identifiers.ts';
import { digesting, sliceBytesFor, verified } from './slice-digests.ts';

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const read: Uint8Array[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read);
}

const content = fc.uint8Array({ minLength: 1, maxLength: 200 });
const sizes = fc.integer({ min: 1, max: 60 });

test('for any bytes in any chunks, what is verified is what was accepted', async () => {
  await fc.assert(
    fc.asyncProperty(content, sizes, sizes, sizes, async (bytes, slice, one, other) => {
      const reading = digesting(chunked(bytes, one), slice);
      expect(await readAll(reading.chunks)).toEqual(Buffer.from(bytes));
      const accepted = reading.done();
      expect(accepted.digest).toBe(digest(bytes));
      expect(await readAll(verified(chunked(bytes, other), accepted))).toEqual(Buffer.from(bytes));
      const inline = { digest: accepted.digest };
      expect(await readAll(verified(chunked(bytes, other), inline))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('for any bit that flips and any end that is missing, nothing of its slice is handed on', async () => {
  await fc.assert(
    fc.asyncProperty(content, sizes, fc.nat(), fc.boolean(), async (bytes, slice, place, cut) => {
      const reading = digesting(chunked(bytes, 7), slice);
      await readAll(reading.chunks);
      const at = place % bytes.length;
      const damaged = cut
        ? bytes.subarray(0, at)
        : bytes.map((byte, index) => (index === at ? byte ^ (1 << (place % 8)) : byte));
      const handedOn: Uint8Array[] = [];
      await expect(
        (async () => {
          for await (const chunk of verified(chunked(damaged, 11), reading.done())) {
            handedOn.push(chunk);
          }
        })(),
      ).rejects.toThrow('on the way');
      const before = Math.floor(at / slice) * slice;
      expect(Buffer.concat(handedOn)).toEqual(Buffer.from(bytes.subarray(0, before)));
    }),
  );
});

test('an upload of any size has a thousand slices at most', () => {
  expect(sliceBytesFor(1)).toBe(4 * 1024 * 1024);
  expect((50 * 1024 ** 3) / sliceBytesFor(50 * 1024 ** 3)).toBeLessThanOrEqual(1000);
});

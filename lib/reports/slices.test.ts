import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slicesOf } from './slices.ts';

test('for any chunks, the slices are the same bytes and all of one size but the last', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }));
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 30 }), async (given, size) => {
      async function* source() {
        yield* given;
      }
      const slices = [];
      for await (const slice of slicesOf(source(), size)) slices.push(Buffer.from(slice));
      const whole = Buffer.concat(given);
      expect(Buffer.concat(slices).equals(whole)).toBe(true);
      const lengths = slices.map(({ length }) => length);
      expect(lengths.slice(0, -1).every((length) => length === size)).toBe(true);
      expect(lengths).toHaveLength(Math.ceil(whole.length / size));
    }),
  );
});

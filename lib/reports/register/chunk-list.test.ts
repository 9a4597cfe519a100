import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChunkEntry, checksumOf } from './chunk.ts';
import { chunksToMerge, decodeChunkList, encodeChunkList } from './chunk-list.ts';

let chunks = 0;
const chunkOf = (records: number, level = 0): ChunkEntry => {
  chunks += 1;
  return { name: checksumOf(Buffer.from(`${chunks}`)), level, records, directory: records * 5 };
};

test('for any chunks, what is decoded is what was encoded', () => {
  const some = fc
    .tuple(fc.nat(2 ** 32 - 1), fc.nat(255), fc.nat(2 ** 32 - 1))
    .map(([records, level, directory]) => ({ ...chunkOf(records, level), directory }));
  fc.assert(
    fc.property(fc.array(some), (list) => {
      expect(decodeChunkList(encodeChunkList(list))).toEqual(list);
    }),
  );
});

test('for any sizes of sealed chunks, merging makes none too large and leaves few', () => {
  const bounds = { chunksPerLevel: 4, mostRecords: 1000 };
  const sizes = fc.array(fc.integer({ min: 1, max: 1500 }), { maxLength: 200 });
  fc.assert(
    fc.property(sizes, (sealed) => {
      let list: ChunkEntry[] = [];
      for (const records of sealed) {
        list.push(chunkOf(records));
        for (;;) {
          const merged = chunksToMerge(list, bounds);
          if (merged.length === 0) break;
          const together = merged.reduce((sum, chunk) => sum + chunk.records, 0);
          expect(together).toBeLessThanOrEqual(bounds.mostRecords);
          expect(merged.length).toBeGreaterThan(1);
          const level = (merged[0]?.level ?? 0) + 1;
          list = [...list.filter((chunk) => !merged.includes(chunk)), chunkOf(together, level)];
        }
      }
      const all = sealed.reduce((sum, records) => sum + records, 0);
      expect(list.reduce((sum, { records }) => sum + records, 0)).toBe(all);
      // Those of more than half the size for ever, and at most three of each level besides.
      const levels = Math.max(0, ...list.map(({ level }) => level)) + 1;
      expect(list.length).toBeLessThanOrEqual(all / 500 + 3 * levels);
    }),
  );
});

test('given levels that are not full, then nothing is merged', () => {
  const bounds = { chunksPerLevel: 3, mostRecords: 1000 };
  const list = [chunkOf(10), chunkOf(10), chunkOf(10, 1), chunkOf(10, 1)];
  expect(chunksToMerge(list, bounds)).toEqual([]);
  expect(chunksToMerge([...list, chunkOf(5, 1)], bounds)).toHaveLength(3);
});

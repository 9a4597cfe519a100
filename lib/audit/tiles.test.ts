import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBundle, encodeBundle } from './entry-bundle.ts';
import { bundleName, levelsOf, tileName, tilesAt } from './tiles.ts';

test('given places, then names are those of C2SP tlog-tiles', () => {
  expect(tileName({ level: 0, index: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
  expect(tileName({ level: 1, index: 0, width: 17 })).toBe('tile/1/000.p/17');
  expect(bundleName({ index: 999, width: 1 })).toBe('tile/entries/999.p/1');
  expect(bundleName({ index: 1000, width: 256 })).toBe('tile/entries/x001/000');
});

test('given a log of 70,000 leaves, then it has the tiles that the specification counts', () => {
  const told = [0, 1, 2].map((level) => {
    const tiles = tilesAt(level, 70_000);
    return [tiles.filter(({ width }) => width === 256).length, tiles.at(-1)?.width];
  });
  expect(told).toEqual([
    [273, 112],
    [1, 17],
    [0, 1],
  ]);
  expect(levelsOf(70_000)).toBe(3);
  expect([levelsOf(0), levelsOf(1), levelsOf(255), levelsOf(256)]).toEqual([0, 1, 1, 2]);
});

test('for any leaves, a bundle holds them', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (leaves) => {
      const read = decodeBundle(encodeBundle(leaves));
      expect(read.map((leaf) => Buffer.from(leaf))).toEqual(
        leaves.map((leaf) => Buffer.from(leaf)),
      );
    }),
  );
});

test('given a leaf that is too long, or a bundle cut short, then it is refused', () => {
  expect(() => encodeBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
  expect(() => decodeBundle(encodeBundle([Buffer.of(1, 2)]).subarray(0, 3))).toThrow(RangeError);
  expect(() => decodeBundle(Buffer.of(0))).toThrow(RangeError);
});

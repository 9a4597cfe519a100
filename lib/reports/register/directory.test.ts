import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checksumOf } from './chunk.ts';
import { type Directory, decodeDirectory, encodeDirectory, pagesWith } from './directory.ts';
import { pageRuns } from './page-runs.ts';

/** Few different fingerprints, so that they meet, and the largest ones. */
const somePrints = fc.array(fc.oneof(fc.nat(30), fc.constantFrom(2 ** 32 - 1, 2 ** 31)));

const anyDirectory: fc.Arbitrary<Directory> = fc
  .record({
    level: fc.nat(255),
    recordsPerPage: fc.integer({ min: 1, max: 5 }),
    prints: somePrints,
    lengths: fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 40, maxLength: 40 }),
  })
  .map(({ level, recordsPerPage, prints, lengths }) => {
    let next = 0;
    const count = Math.ceil(prints.length / recordsPerPage);
    const pages = lengths.slice(0, count).map((length) => {
      const page = { offset: next, length, checksum: checksumOf(Buffer.from(`${next}`)) };
      next += length;
      return page;
    });
    const fingerprints = Uint32Array.from(prints).sort();
    return { level, recordsPerPage, fingerprints, pages };
  });

test('for any directory, what is decoded is what was encoded', () => {
  fc.assert(
    fc.property(anyDirectory, (directory) => {
      expect(decodeDirectory(encodeDirectory(directory))).toEqual(directory);
    }),
  );
});

test('for any directory and fingerprints, the pages are those where one of them stands', () => {
  fc.assert(
    fc.property(anyDirectory, somePrints, (directory, wanted) => {
      const { fingerprints, recordsPerPage } = directory;
      const expected = new Set(
        [...fingerprints].flatMap((print, at) =>
          wanted.includes(print) ? [Math.floor(at / recordsPerPage)] : [],
        ),
      );
      expect(pagesWith(directory, wanted)).toEqual([...expected]);
    }),
  );
});

test('for any pages, they are read in runs that hold each of them once, and not too much else', () => {
  fc.assert(
    fc.property(anyDirectory, somePrints, (directory, wanted) => {
      const pages = pagesWith(directory, wanted);
      const runs = pageRuns(directory, pages);
      expect(runs.flatMap((run) => run.pages)).toEqual(pages);
      for (const run of runs) {
        const inside = run.pages.map((page) => directory.pages[page] ?? { offset: 0, length: 0 });
        const last = inside.at(-1) ?? { offset: 0, length: 0 };
        expect(inside[0]?.offset).toBe(run.offset);
        expect(last.offset + last.length).toBe(run.offset + run.length);
        const wantedBytes = inside.reduce((sum, { length }) => sum + length, 0);
        expect(run.length - wantedBytes).toBeLessThanOrEqual(131_072 * (inside.length - 1));
        expect(run.length).toBeLessThanOrEqual(4_194_304);
      }
    }),
  );
});

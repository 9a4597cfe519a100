import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelRanges } from '../../labels.ts';
import { withShortLists } from './long-lists.ts';

const labels = (count: number, step: number) =>
  Array.from({ length: count }, (_, index) => `T${index * step + 1}`);

describe('given a list of transactions within a text', () => {
  test('when it is of some lines, then it stands as it is', () => {
    const text = `Carried out ${labelRanges(labels(60, 2))}`;
    expect(withShortLists(text)).toBe(text);
  });

  test('when it is longer, then its beginning, its end and its number are told', () => {
    const text = withShortLists(`Carried out ${labelRanges(labels(1000, 3))}, at night.`);
    expect(text).toMatch(/^Carried out T1, T4, (T\d+, ){18}… T2998 \(1000\), at night\.$/);
  });
});

test('for any list that is shortened, its number is that of its transactions', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), {
    minLength: 400,
    maxLength: 900,
  });
  fc.assert(
    fc.property(numbers, (all) => {
      const text = withShortLists(labelRanges(all.map((number) => `T${number}`)));
      expect(text).toContain(`(${all.length})`);
      expect(text.length).toBeLessThan(400);
    }),
    { numRuns: 50 },
  );
});

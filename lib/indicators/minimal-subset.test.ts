import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutOne } from '../../test/support/reduced-ledger.ts';
import { minimalSubset } from './minimal-subset.ts';

const plenty = { evaluations: 100_000, members: 10_000_000 };
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('given a sum to reach, then the first numbers that reach it are kept', () => {
  const reaches = (part: readonly number[]) => part.reduce((sum, one) => sum + one, 0) >= 10;
  expect(minimalSubset([7, 5, 3, 2, 1], reaches, plenty)).toMatchObject({
    kept: [7, 5],
    isMinimal: true,
  });
});

test('given something that holds of nothing, then nothing is kept, and asking twice is enough', () => {
  expect(minimalSubset(upTo(1000), () => true, plenty)).toEqual({
    kept: [],
    isMinimal: true,
    evaluations: 1,
  });
});

test('given three of a thousand that are needed, then few questions find them', () => {
  const wanted = [3, 500, 998];
  const holds = (part: readonly number[]) => wanted.every((one) => part.includes(one));
  const { kept, evaluations } = minimalSubset(upTo(1000), holds, plenty);
  expect(kept).toEqual(wanted);
  expect(evaluations).toBeLessThan(100);
});

test('given a thousand that are all needed, then each is asked about a few times', () => {
  const holds = (part: readonly number[]) => part.length === 1000;
  const { kept, evaluations } = minimalSubset(upTo(1000), holds, plenty);
  expect(kept).toHaveLength(1000);
  expect(evaluations).toBeLessThan(3100);
});

/** Which of the parts of five things something holds of: any answer at all, and it holds of all. */
const answers = fc.array(fc.boolean(), { minLength: 32, maxLength: 32 });
const five = upTo(5);
const numberOf = (part: readonly number[]) => part.reduce((mask, one) => mask | (1 << one), 0);

test('for any question, however strange, it holds of what is kept and of nothing with one less', () => {
  fc.assert(
    fc.property(answers, (given) => {
      const holds = (part: readonly number[]) =>
        part.length === 5 || given[numberOf(part)] === true;
      const { kept, isMinimal } = minimalSubset(five, holds, plenty);
      expect(isMinimal).toBe(true);
      expect(holds(kept)).toBe(true);
      for (const fewer of withoutOne(kept)) expect(holds(fewer)).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('for any limits, it holds of what is kept, and they are not exceeded', () => {
  const limits = fc.record({
    evaluations: fc.nat({ max: 12 }),
    members: fc.nat({ max: 40 }),
  });
  fc.assert(
    fc.property(answers, limits, (given, limited) => {
      let [asked, members] = [0, 0];
      const holds = (part: readonly number[]) =>
        part.length === 5 || given[numberOf(part)] === true;
      const counted = (part: readonly number[]) => {
        asked += 1;
        members += part.length;
        return holds(part);
      };
      const { kept, evaluations } = minimalSubset(five, counted, limited);
      expect(holds(kept)).toBe(true);
      expect(evaluations).toBe(asked);
      expect(asked).toBeLessThanOrEqual(limited.evaluations);
      expect(members).toBeLessThanOrEqual(limited.members);
    }),
  );
});

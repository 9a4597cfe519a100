import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparisonResults, conditionResults } from './condition-results.ts';
import { acceptConditions } from './conditions/accept.ts';
import { compileConditions } from './conditions/compile.ts';
import type { Conditions, RootConditions } from './indicator.ts';

const atLeast = (fact: string, value: number) => ({
  fact,
  operator: 'greaterThanInclusive' as const,
  value,
});

describe('given nested conditions, then every part has a result of its own', () => {
  const conditions: RootConditions = {
    all: [
      { any: [atLeast('deposits', 4), { not: atLeast('pays', 1) }] },
      { any: [atLeast('deposits', 2)] },
    ],
  };

  test('when they hold', async () => {
    const result = await conditionResults(conditions, { deposits: 3, pays: 0 });
    expect(result).toEqual({
      all: [
        {
          any: [
            { ...atLeast('deposits', 4), found: 3, holds: false },
            { not: { ...atLeast('pays', 1), found: 0, holds: false }, holds: true },
          ],
          holds: true,
        },
        { any: [{ ...atLeast('deposits', 2), found: 3, holds: true }], holds: true },
      ],
      holds: true,
    });
  });

  test('when the first part has decided already', async () => {
    const result = await conditionResults(conditions, { deposits: 1, pays: 1 });
    expect(result.holds).toBe(false);
    expect(comparisonResults(result).map(({ holds }) => holds)).toEqual([false, true, false]);
  });

  test('when a measure is undefined', async () => {
    const result = await conditionResults(conditions, { deposits: null, pays: 0 });
    expect(comparisonResults(result)[0]).toMatchObject({ found: null, holds: false });
  });
});

test('given a measure that is not given, then it is an error and no answer', async () => {
  await expect(conditionResults({ all: [atLeast('deposits', 4)] }, {})).rejects.toThrow(
    /Undefined fact/,
  );
});

const names = ['deposits', 'pays', 'transfers'];
const comparisons = fc.record({
  fact: fc.constantFrom(...names),
  operator: fc.constantFrom(
    'equal' as const,
    'notEqual' as const,
    'lessThan' as const,
    'lessThanInclusive' as const,
    'greaterThan' as const,
    'greaterThanInclusive' as const,
  ),
  value: fc.integer({ min: 0, max: 3 }),
});
const { part } = fc.letrec<{ part: Conditions }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    comparisons,
    fc.record({ all: fc.array(tie('part'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('part'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('part') }),
  ),
}));
const plain = <T>(arbitrary: fc.Arbitrary<T>) =>
  // json-rules-engine takes objects as JSON.parse makes them.
  arbitrary.map((one): T => JSON.parse(JSON.stringify(one)));
const values = fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { minLength: 3, maxLength: 3 });

test('for any conditions and measures, the result is that of the compiled conditions', async () => {
  await fc.assert(
    fc.asyncProperty(plain(part), values, async (inner, given) => {
      const conditions: RootConditions = { all: [inner] };
      const facts = Object.fromEntries(names.map((name, place) => [name, given[place] ?? null]));
      const compiled = compileConditions(acceptConditions(conditions), {
        slotOf: (name) => names.indexOf(name),
      });
      const { holds } = await conditionResults(conditions, facts);
      expect(holds).toBe(compiled(Float64Array.from(given, (value) => value ?? Number.NaN)));
    }),
    { numRuns: 300 },
  );
});

import { Engine } from 'json-rules-engine';
import { describe, expect, test } from 'vitest';
import type { Conditions, RootConditions } from './indicator.ts';
import { createJudge } from './reference-engine.ts';

const compare = (operator: string, value = 0.5): Conditions =>
  ({ fact: 'share', operator, value }) as Conditions;
const all = (...conditions: Conditions[]): RootConditions => ({ all: conditions });
const judged = (conditions: RootConditions, share: number | null) =>
  createJudge(conditions).judge({ share });

describe('an undefined measure', () => {
  test.each(['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive', 'equal'])(
    'does not meet %s',
    async (operator) => {
      expect(await judged(all(compare(operator)), null)).toBe(false);
    },
  );

  test('would meet notEqual and not, which is why documents may not ask them of it', async () => {
    expect(await judged(all(compare('notEqual')), null)).toBe(true);
    expect(await judged(all({ not: compare('greaterThan') }), null)).toBe(true);
  });
});

test('an unknown fact is an error, not an answer', async () => {
  await expect(createJudge(all(compare('equal'))).judge({})).rejects.toThrow('Undefined fact');
});

test('a failed run does not keep the next from its answer', async () => {
  const judge = createJudge(all(compare('greaterThan')));
  await expect(judge.judge({})).rejects.toThrow();
  expect(await judge.judge({ share: 1 })).toBe(true);
});

test('a path is refused', async () => {
  const withPath = { all: [{ ...compare('equal'), path: '$.a' }] } as unknown as RootConditions;
  const judge = createJudge(withPath);
  await expect(judge.judge({ share: { a: 1 } as unknown as number })).rejects.toThrow('no paths');
});

test('runs that begin together all get their answers', async () => {
  const judge = createJudge(all(compare('greaterThan'), compare('lessThan', 9)));
  const answers = await Promise.all([1, 0.1, 2, 9].map((share) => judge.judge({ share })));
  expect(answers).toEqual([true, false, true, false]);
});

test('for every place a fact can have, the remembered answer is the one of a fresh engine', async () => {
  const conditions: RootConditions = {
    any: [
      { all: [compare('greaterThan', 1), compare('lessThanInclusive', 3)] },
      { not: { any: [compare('lessThan', 5), compare('equal', 6)] } },
      compare('equal', 0),
    ],
  };
  const judge = createJudge(conditions);
  const values = [-1, 0, 0.5, 1, 1.5, 3, 4, 5, 5.5, 6, 7, null];
  for (const share of values) await judge.judge({ share });
  for (const share of values) {
    const engine = new Engine([{ conditions: conditions as never, event: { type: 'holds' } }]);
    const { events } = await engine.run({ share });
    expect(judge.remembered({ share })).toBe(events.length > 0);
  }
});

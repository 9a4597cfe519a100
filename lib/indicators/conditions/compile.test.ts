import { describe, expect, test } from 'vitest';
import { acceptConditions, acceptNamedConditions } from './accept.ts';
import { compileConditions, compileRule, type EvaluationOptions } from './compile.ts';
import type { JsonObject } from './json-value.ts';
import { evaluateByReference } from './reference.ts';

type Answer = boolean | string;

/** The answer of compiled conditions, or the code of their failure; json-rules-engine must agree. */
async function answerOf(
  document: unknown,
  facts: JsonObject,
  { named = {}, ...options }: EvaluationOptions & { named?: JsonObject } = {},
): Promise<Answer> {
  const conditions = acceptConditions(document, acceptNamedConditions(named));
  const compiled = await outcome(() => compileRule(conditions)(facts, options));
  const written = { document, conditions, named };
  expect(await outcome(() => evaluateByReference(written, facts, options))).toBe(compiled);
  return compiled;
}

const outcome = async (evaluate: () => boolean | Promise<boolean>): Promise<Answer> => {
  try {
    return await evaluate();
  } catch (refusal) {
    return (refusal as { code: string }).code;
  }
};

const absent = Symbol('a fact that is not given');
const fails = 'operator-failed';

describe('given an operator, a fact and a value, then both answer', () => {
  test.each<[string, unknown, unknown, Answer]>([
    ['equal', 1, 1, true],
    ['equal', 1, '1', false],
    ['equal', null, null, true],
    ['equal', absent, null, false],
    ['equal', [1], [1], false],
    ['notEqual', 1, 2, true],
    ['notEqual', 1, 1, false],
    ['notEqual', absent, 1, true],
    ['in', 'a', ['a', 'b'], true],
    ['in', 'c', ['a', 'b'], false],
    ['in', [1], [[1]], false],
    ['in', 2, '12', true],
    ['in', absent, 'undefined', true],
    ['in', 1, 1, fails],
    ['in', 1, null, fails],
    ['in', 1, { a: 1 }, fails],
    ['notIn', 'c', ['a', 'b'], true],
    ['notIn', 'a', ['a', 'b'], false],
    ['notIn', 'a', 7, fails],
    ['contains', ['a'], 'a', true],
    ['contains', ['b'], 'a', false],
    ['contains', 'abc', 'a', false],
    ['doesNotContain', ['b'], 'a', true],
    ['doesNotContain', ['a'], 'a', false],
    ['doesNotContain', 'abc', 'd', false],
    ['doesNotContain', absent, 'd', false],
    ['lessThan', 1, 2, true],
    ['lessThan', 2, 2, false],
    ['lessThan', null, 2, false],
    ['lessThan', '1', 2, true],
    ['lessThan', '10', '9', true],
    ['lessThan', '1 month', 2, false],
    ['lessThan', '1 month', '2', true],
    ['lessThan', '', 2, false],
    ['lessThan', 'NaN', 2, false],
    ['lessThan', false, 2, false],
    ['lessThan', [1], 2, true],
    ['lessThan', [1, 5], 2, false],
    ['lessThan', -1, null, true],
    ['lessThan', {}, 2, false],
    ['lessThan', { toString: 1 }, 2, fails],
    ['lessThanInclusive', 2, 2, true],
    ['lessThanInclusive', 3, 2, false],
    ['lessThanInclusive', 0, null, true],
    ['greaterThan', 3, 2, true],
    ['greaterThan', 2, 2, false],
    ['greaterThan', 'Infinity', 2, true],
    ['greaterThan', 1, false, true],
    ['greaterThan', 1, {}, false],
    ['greaterThanInclusive', 2, 2, true],
    ['greaterThanInclusive', 1, 2, false],
    ['greaterThanInclusive', absent, 2, false],
    ['someFact:greaterThan', [1, 3], 2, true],
    ['someFact:greaterThan', [1, 2], 2, false],
    ['someFact:equal', [], 2, false],
    ['someFact:equal', 2, 2, false],
    ['everyFact:greaterThan', [3, 4], 2, true],
    ['everyFact:greaterThan', [3, 1], 2, false],
    ['everyFact:equal', [], 2, true],
    ['everyFact:equal', 2, 2, false],
    ['someValue:lessThan', 2, [1, 3], true],
    ['someValue:lessThan', 2, [1, 2], false],
    ['someValue:equal', 2, 2, fails],
    ['someValue:equal', 2, 'text', fails],
    ['everyValue:lessThan', 2, [3, 4], true],
    ['everyValue:lessThan', 2, [3, 1], false],
    ['everyValue:equal', 2, [], true],
    ['everyValue:equal', 2, null, fails],
    ['swap:lessThan', 2, 1, true],
    ['swap:lessThan', 1, 2, false],
    ['swap:contains', 'a', ['a', 'b'], true],
    ['swap:in', 3, 1, fails],
    ['not:equal', 1, 2, true],
    ['not:equal', 1, 1, false],
    ['not:lessThan', null, 2, true],
    ['not:someFact:equal', 1, 1, true],
    ['someFact:not:equal', [1, 2], 1, true],
    ['everyFact:someValue:equal', [1, 2], [2, 1, 0], true],
    ['everyFact:someValue:equal', [1, 3], [2, 1, 0], false],
    ['someFact:someFact:not:not:equal', [[1], [2]], 2, true],
  ])('%s of %o and %o: %o', async (operator, fact, value, answer) => {
    const document = { all: [{ fact: 'a', operator, value }] };
    const facts: JsonObject = fact === absent ? {} : { a: fact };
    expect(await answerOf(document, facts, { allowUndefinedFacts: true })).toBe(answer);
  });
});

const holds = { fact: 'one', operator: 'equal', value: 1 };
const not = { fact: 'one', operator: 'equal', value: 2 };
const undefinedFact = { fact: 'absent', operator: 'equal', value: 1 };
const failing = { fact: 'one', operator: 'in', value: 1 };
const facts = { one: 1 };

describe('given groups, then both answer', () => {
  test.each<[string, unknown, boolean]>([
    ['all hold', { all: [holds, holds, holds, holds, holds] }, true],
    ['all but the last', { all: [holds, holds, holds, holds, not] }, false],
    ['none of any', { any: [not, not, not, not, not] }, false],
    ['the last of any', { any: [not, not, not, not, holds] }, true],
    ['not what holds', { not: holds }, false],
    ['not at the root around groups', { not: { any: [not, { all: [holds, not] }] } }, true],
  ])('%s', async (_what, document, answer) => {
    expect(await answerOf(document, facts)).toBe(answer);
  });

  test('named conditions, also at the root and within one another', async () => {
    const named = { outer: { any: [not, { condition: 'inner' }] }, inner: { not } };
    expect(await answerOf({ condition: 'outer' }, facts, { named })).toBe(true);
    expect(await answerOf({ not: { condition: 'outer' } }, facts, { named })).toBe(false);
  });
});

describe('given a condition that fails, when a sibling has decided already, then it fails all the same', () => {
  test.each([
    ['an undefined fact beside', { any: [holds, undefinedFact] }, 'undefined-fact'],
    [
      'an undefined fact deeper',
      { all: [not, { not: { any: [undefinedFact, holds] } }] },
      'undefined-fact',
    ],
    [
      'an undefined fact as a value',
      { any: [holds, { ...holds, value: { fact: 'absent' } }] },
      'undefined-fact',
    ],
    ['an operator that fails', { any: [holds, { all: [not, failing] }] }, fails],
    [
      'an operator that fails before an undefined fact',
      { all: [failing, { all: [{ all: [undefinedFact] }] }] },
      'undefined-fact',
    ],
  ])('%s', async (_what, document, code) => {
    expect(await answerOf(document, facts)).toBe(code);
  });

  test('within named conditions', async () => {
    const named = { a: { all: [undefinedFact] } };
    expect(await answerOf({ any: [holds, { condition: 'a' }] }, facts, { named })).toBe(
      'undefined-fact',
    );
  });
});

describe('given a fact that is not given', () => {
  test('when undefined facts are allowed, then two of them are equal', async () => {
    const document = { all: [{ ...undefinedFact, value: { fact: 'absent too' } }] };
    expect(await answerOf(document, {}, { allowUndefinedFacts: true })).toBe(true);
    expect(await answerOf(document, {})).toBe('undefined-fact');
  });

  test('when it has a name that objects inherit, then it is not given all the same', async () => {
    const inherited = Object.create({ inherited: 1 }) as JsonObject;
    const compiled = compileRule(acceptConditions({ all: [{ ...holds, fact: 'inherited' }] }));
    expect(() => compiled(inherited)).toThrow(expect.objectContaining({ code: 'undefined-fact' }));
  });
});

test('given a fact and a value that are the same fact, then they are the same object', async () => {
  const document = { all: [{ fact: 'list', operator: 'equal', value: { fact: 'list' } }] };
  expect(await answerOf(document, { list: [1] })).toBe(true);
});

test('given a literal that a fact shares, then it is another object, as in the copy of the engine', async () => {
  const shared = ['x'];
  const document = { any: [{ fact: 'list', operator: 'equal', value: shared }] };
  expect(await answerOf(document, { list: shared })).toBe(false);
});

describe('given numeric measures by slot', () => {
  const slots = ['one', 'undefined', 'two', 'undefined too'];
  const measures = Float64Array.of(1, Number.NaN, 2, Number.NaN);
  const slotOf = (fact: string) => {
    const slot = slots.indexOf(fact);
    return slot < 0 ? undefined : slot;
  };
  const measured = (fact: string, operator: string, value: unknown) =>
    compileConditions(acceptConditions({ all: [{ fact, operator, value }] }), { slotOf })(measures);

  test.each<[string, string, unknown, boolean]>([
    ['one', 'equal', 1, true],
    ['one', 'notEqual', 1, false],
    ['one', 'lessThan', 1, false],
    ['one', 'lessThanInclusive', 1, true],
    ['one', 'greaterThan', 1, false],
    ['one', 'greaterThanInclusive', 1, true],
    ['undefined', 'equal', 0, false],
    ['undefined', 'equal', null, true],
    ['undefined', 'notEqual', 0, true],
    ['undefined', 'lessThan', 1, false],
    ['undefined', 'greaterThanInclusive', -1, false],
    ['undefined', 'not:greaterThan', 0, true],
    ['one', 'lessThan', { fact: 'two' }, true],
    ['one', 'greaterThan', { fact: 'undefined' }, true],
    ['undefined', 'equal', { fact: 'undefined too' }, true],
    ['undefined', 'notEqual', { fact: 'one' }, true],
    ['one', 'in', [1, 2], true],
    ['undefined', 'in', [null], true],
    ['one', 'contains', 1, false],
    ['one', 'greaterThan', '0', true],
  ])('%s %s %o: %o', (fact, operator, value, answer) => {
    expect(measured(fact, operator, value)).toBe(answer);
  });

  test('when a fact has no slot, then that is refused before anything is evaluated', () => {
    const place = '/facts/three';
    const refusal = expect.objectContaining({ code: 'undefined-fact', place });
    expect(() => measured('three', 'equal', 1)).toThrow(refusal);
    expect(() => measured('one', 'equal', { fact: 'three' })).toThrow(refusal);
  });

  test('when an operator fails, then no sibling hides it', () => {
    const conditions = acceptConditions({ any: [holds, failing] });
    expect(() => compileConditions(conditions, { slotOf })(measures)).toThrow(TypeError);
  });
});

import { describe, expect, test } from 'vitest';
import {
  acceptConditions,
  acceptNamedConditions,
  maxConditions,
  maxDecorators,
  maxDepth,
} from './accept.ts';
import { maxValueDepth, maxValueParts } from './json-value.ts';
import { ConditionRefusal } from './refusal.ts';

const one = { fact: 'cash', operator: 'greaterThan', value: 1 };
const accepted = (document: unknown) => () => acceptConditions(document);
const refusal = (code: string, place: string) => expect.objectContaining({ code, place });

/** `levels` groups within one another around a comparison. */
const nested = (levels: number): unknown => (levels === 0 ? one : { all: [nested(levels - 1)] });
const arrays = (levels: number): unknown => (levels === 0 ? 1 : [arrays(levels - 1)]);
const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const valued = (value: unknown) => ({ all: [{ ...one, value }] });
const operated = (operator: unknown) => ({ all: [{ ...one, operator }] });
const json = (text: string): unknown => JSON.parse(text);

describe('given a document that is accepted', () => {
  test('when it holds every kind of condition, then operators and operands are taken apart', () => {
    const document = {
      any: [
        { not: { ...one, operator: 'not:everyFact:swap:in', value: ['x', null, { y: [1] }] } },
        { name: 'a label', all: [{ ...one, value: { fact: 'wages' } }] },
      ],
    };
    const decorators = ['not', 'everyFact', 'swap'];
    expect(acceptConditions(document)).toEqual({
      any: [
        {
          not: {
            fact: 'cash',
            decorators,
            operator: 'in',
            value: { literal: ['x', null, { y: [1] }] },
          },
        },
        {
          all: [
            { fact: 'cash', decorators: [], operator: 'greaterThan', value: { fact: 'wages' } },
          ],
        },
      ],
    });
  });

  test('when it names conditions, then they stand where they are named', () => {
    const named = acceptNamedConditions({
      outer: { not: { condition: 'inner' } },
      inner: { all: [one] },
    });
    expect(acceptConditions({ condition: 'outer' }, named)).toEqual({
      not: acceptConditions({ all: [one] }),
    });
  });

  test('when a number is too great for JSON.parse, then it is infinite, as there', () => {
    expect(
      accepted(json('{"all": [{"fact": "a", "operator": "lessThan", "value": 1e999}]}')),
    ).not.toThrow();
  });
});

describe('given a document that is not accepted, then the code and the place tell', () => {
  test.each([
    ['nothing', undefined, 'invalid-condition', ''],
    ['a list', [one], 'invalid-condition', ''],
    ['text', 'all', 'invalid-condition', ''],
    ['an object of a class', new Date(0), 'invalid-condition', ''],
    ['an empty object', {}, 'invalid-condition', ''],
    ['a comparison at the root', one, 'comparison-at-root', ''],
    ['two groups in one', { all: [one], any: [one] }, 'invalid-condition', ''],
    [
      'a group that is also a comparison',
      { all: [{ ...one, not: one }] },
      'invalid-condition',
      '/all/0',
    ],
    ['a group that is no list', { all: one }, 'invalid-condition', '/all'],
    ['a list of negations', { not: [one] }, 'invalid-condition', '/not'],
    ['an empty all', { any: [{ all: [] }] }, 'empty-all', '/any/0/all'],
    ['an empty any', { any: [] }, 'empty-any', '/any'],
    ['a path', { all: [{ ...one, path: '$.a' }] }, 'path-not-accepted', '/all/0/path'],
    [
      'a path in a value',
      valued({ fact: 'b', path: '$.a' }),
      'path-not-accepted',
      '/all/0/value/path',
    ],
    ['a priority', { all: [{ ...one, priority: 2 }] }, 'priority-not-accepted', '/all/0/priority'],
    ['a priority of a group', { all: [one], priority: 2 }, 'priority-not-accepted', '/priority'],
    ['params', { all: [{ ...one, params: {} }] }, 'params-not-accepted', '/all/0/params'],
    [
      'params in a value',
      valued({ fact: 'b', params: {} }),
      'params-not-accepted',
      '/all/0/value/params',
    ],
    ['a callback', { all: [one], onSuccess: 'f' }, 'code-not-accepted', '/onSuccess'],
    ['a function', { all: [() => true] }, 'code-not-accepted', '/all/0'],
    [
      'a function as a fact',
      { all: [{ ...one, fact: () => 1 }] },
      'code-not-accepted',
      '/all/0/fact',
    ],
    ['a function as a value', valued([() => 1]), 'code-not-accepted', '/all/0/value/0'],
    ['an unknown key', { all: [{ ...one, note: '' }] }, 'unknown-key', '/all/0/note'],
    [
      'an unknown key in a value',
      valued({ fact: 'b', note: '' }),
      'unknown-key',
      '/all/0/value/note',
    ],
    ['a label that is no text', { all: [one], name: 1 }, 'invalid-condition', '/name'],
    ['no operator', { all: [{ fact: 'a', value: 1 }] }, 'invalid-condition', '/all/0/operator'],
    ['no value', { all: [{ fact: 'a', operator: 'in' }] }, 'invalid-condition', '/all/0'],
    ['an undefined value', valued(undefined), 'value-not-json', '/all/0/value'],
    ['a value that is no number', valued(Number.NaN), 'value-not-json', '/all/0/value'],
    ['a value of a class', valued([new Date(0)]), 'value-not-json', '/all/0/value/0'],
    ['a fact that is no name', { all: [{ ...one, fact: 1 }] }, 'invalid-condition', '/all/0/fact'],
    ['a fact without a name', { all: [{ ...one, fact: '' }] }, 'empty-name', '/all/0/fact'],
    [
      'a fact named as objects have it',
      { all: [{ ...one, fact: 'toString' }] },
      'unsafe-name',
      '/all/0/fact',
    ],
    ['such a fact in a value', valued({ fact: '__proto__' }), 'unsafe-name', '/all/0/value/fact'],
    [
      'such a key in a value',
      valued([json('{"__proto__": [1]}')]),
      'unsafe-name',
      '/all/0/value/0/__proto__',
    ],
    ['such a condition', { condition: 'constructor' }, 'unsafe-name', '/condition'],
    [
      'a condition that is no name',
      { condition: { all: [one] } },
      'invalid-condition',
      '/condition',
    ],
    [
      'a condition that is undefined',
      { not: { condition: 'b/c' } },
      'undefined-condition',
      '/not/condition',
    ],
    ['an unknown operator', operated('startsWith'), 'unknown-operator', '/all/0/operator'],
    ['an operator that objects have', operated('valueOf'), 'unknown-operator', '/all/0/operator'],
    ['a decorator alone', operated('not:'), 'unknown-operator', '/all/0/operator'],
    ['an unknown decorator', operated('noFact:in'), 'unknown-decorator', '/all/0/operator'],
    ['an empty decorator', operated(':in'), 'unknown-decorator', '/all/0/operator'],
    ['an operator that is no text', operated(['in']), 'invalid-condition', '/all/0/operator'],
  ])('%s', (_what, document, code, place) => {
    expect(accepted(document)).toThrow(refusal(code, place));
  });

  test('and so do the words', () => {
    const mend = expect.objectContaining({ mend: expect.stringContaining('remove "path"') });
    expect(accepted({ all: [{ ...one, path: '$' }] })).toThrow(mend);
    expect(accepted({ all: [{ ...one, path: '$' }] })).toThrow(ConditionRefusal);
  });
});

describe('given named conditions', () => {
  const named = (document: unknown) => () => acceptNamedConditions(document, ['conditions']);

  test.each([
    ['not by name', [{ all: [one] }], 'invalid-condition', '/conditions'],
    ['without a name', { '': { all: [one] } }, 'empty-name', '/conditions/'],
    ['named as objects have it', json('{"__proto__": {}}'), 'unsafe-name', '/conditions/__proto__'],
    ['that are comparisons', { a: one }, 'comparison-at-root', '/conditions/a'],
    [
      'that name themselves',
      { a: { not: { condition: 'a' } } },
      'circular-condition',
      '/conditions/a/not/condition',
    ],
    [
      'that come back to themselves',
      { a: { condition: 'b' }, b: { all: [one, { condition: 'a' }] } },
      'circular-condition',
      '/conditions/b/all/1/condition',
    ],
    [
      'that name others that are not there',
      { a: { condition: 'b' } },
      'undefined-condition',
      '/conditions/a/condition',
    ],
    ['malformed and not used', { a: { all: [] } }, 'empty-all', '/conditions/a/all'],
  ])('%s, then they are refused', (_what, document, code, place) => {
    expect(named(document)).toThrow(refusal(code, place));
  });

  test('when one is named twice without a circle, then it is accepted', () => {
    const pair = { all: [{ condition: 'b' }, { condition: 'b' }] };
    expect(named({ a: pair, b: { all: [one] } })).not.toThrow();
  });
});

describe('given a limit, when a document goes up to it, then it is accepted, and beyond it refused', () => {
  test('conditions within one another', () => {
    expect(accepted(nested(maxDepth - 1))).not.toThrow();
    expect(accepted(nested(maxDepth))).toThrow(refusal('too-deep', '/all/0'.repeat(maxDepth)));
    expect(accepted(nested(5000))).toThrow(expect.objectContaining({ code: 'too-deep' }));
  });

  test('conditions within named ones', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, link) => [
          `c${link}`,
          link === 0 ? { all: [one] } : { condition: `c${link - 1}` },
        ]),
      );
    const reversed = (length: number) =>
      Object.fromEntries(Object.entries(chain(length)).reverse());
    for (const order of [chain, reversed]) {
      expect(() => acceptNamedConditions(order(maxDepth - 1))).not.toThrow();
      const tooDeep = expect.objectContaining({ code: 'too-deep' });
      expect(() => acceptNamedConditions(order(maxDepth))).toThrow(tooDeep);
      expect(() => acceptNamedConditions(order(2000))).toThrow(tooDeep);
    }
  });

  test('conditions of one rule, groups included', () => {
    expect(accepted({ all: times(maxConditions - 1, one) })).not.toThrow();
    const tooMany = expect.objectContaining({ code: 'too-many-conditions' });
    expect(accepted({ all: times(maxConditions, one) })).toThrow(tooMany);
    expect(accepted({ not: { all: times(maxConditions - 1, one) } })).toThrow(tooMany);
  });

  test('named conditions, counted wherever they are used', () => {
    const doubled = Object.fromEntries(
      Array.from({ length: 30 }, (_, level) => {
        const below = { condition: `c${level - 1}` };
        return [`c${level}`, { all: level === 0 ? [one] : [below, below] }];
      }),
    );
    const tooMany = expect.objectContaining({ code: 'too-many-conditions' });
    expect(() => acceptNamedConditions(doubled)).toThrow(tooMany);
  });

  test('decorators before an operator', () => {
    const decorated = (count: number) => operated(`${'not:'.repeat(count)}in`);
    expect(accepted(decorated(maxDecorators))).not.toThrow();
    const tooMany = refusal('too-many-decorators', '/all/0/operator');
    expect(accepted(decorated(maxDecorators + 1))).toThrow(tooMany);
  });

  test('the depth and the size of a literal', () => {
    expect(accepted(valued(arrays(maxValueDepth - 1)))).not.toThrow();
    const tooDeep = refusal('value-too-deep', '/all/0/value');
    expect(accepted(valued(arrays(maxValueDepth)))).toThrow(tooDeep);
    expect(accepted(valued(times(maxValueParts - 1, 0)))).not.toThrow();
    const tooLarge = refusal('value-too-large', '/all/0/value');
    expect(accepted(valued(times(maxValueParts, 0)))).toThrow(tooLarge);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { maxFactDepth } from './json-value.ts';
import { mends } from './refusal.ts';
import { acceptRuleRun, evaluateCompiled, evaluateReferenced } from './rule-run.ts';

const comparison = { fact: 'cash', operator: 'greaterThan', value: 1 };
const conditions = { all: [comparison] };
const rule = { name: 'rule', conditions };
const facts = { cash: 2 };

/** What both ways answer. */
async function results(request: unknown) {
  const run = acceptRuleRun(request);
  const compiled = evaluateCompiled(run);
  expect(await evaluateReferenced(run)).toEqual(compiled);
  return compiled;
}

describe('given rules', () => {
  test('when they have names, events or neither, then that is what their results are called', async () => {
    const rules = [
      { conditions, event: { type: 'event', params: { fact: 'x', path: '$' } } },
      { conditions, event: { type: 'event' }, name: 'name' },
      { conditions: { not: comparison } },
    ];
    expect(await results({ rules, facts })).toEqual({ event: true, name: true, 2: false });
  });

  test('when they refer to named conditions, then each may, as often as it likes', async () => {
    const named = { rich: conditions, poor: { not: { condition: 'rich' } } };
    const rules = [
      { name: 'a', conditions: { condition: 'rich' } },
      { name: 'b', conditions: { any: [{ condition: 'poor' }, { condition: 'poor' }] } },
    ];
    expect(await results({ rules, facts, conditions: named })).toEqual({ a: true, b: false });
  });

  test('when there are none, then there are no results', async () => {
    expect(await results({ rules: [] })).toEqual({});
  });
});

test('given facts with names that objects have and that no rule can ask for, then they are let be', async () => {
  const strange = JSON.parse('{"__proto__": {"cash": 9}, "toString": 1, "cash": {"toString": 1}}');
  const asked = { ...rule, conditions: { all: [{ ...comparison, operator: 'equal' }] } };
  expect(await results({ rules: [asked], facts: strange })).toEqual({ rule: false });
  const missing = { ...rule, conditions: { all: [{ ...comparison, fact: 'wages' }] } };
  const run = acceptRuleRun({ rules: [missing], facts: strange });
  expect(() => evaluateCompiled(run)).toThrow(expect.objectContaining({ code: 'undefined-fact' }));
});

const nestedArrays = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
};

test('given a fact as deep as it may be, when it is made text to be compared, then both answer', async () => {
  const deep = { cash: nestedArrays(maxFactDepth) };
  expect(await results({ rules: [rule], facts: deep })).toEqual({ rule: false });
});

describe('given a request that is not accepted, then the code and the place tell', () => {
  test.each([
    ['no object', 7, 'invalid-request', ''],
    ['no rules', {}, 'invalid-request', '/rules'],
    ['rules that are no list', { rules: rule }, 'invalid-request', '/rules'],
    ['an unknown key', { rules: [], rule }, 'unknown-key', '/rule'],
    [
      'conditions that are no object',
      { rules: [], conditions: [] },
      'invalid-request',
      '/conditions',
    ],
    ['facts that are no object', { rules: [], facts: [1] }, 'invalid-facts', '/facts'],
    ['a fact without a name', { rules: [], facts: { '': 1 } }, 'empty-name', '/facts/'],
    [
      'a fact too deep',
      { rules: [], facts: { a: nestedArrays(maxFactDepth + 1) } },
      'value-too-deep',
      expect.stringMatching(/^\/facts\/a/),
    ],
    ['options that are no object', { rules: [], options: true }, 'invalid-options', '/options'],
    [
      'an option that is no boolean',
      { rules: [], options: { allowUndefinedFacts: 1 } },
      'invalid-options',
      '/options/allowUndefinedFacts',
    ],
    [
      'an unknown option',
      { rules: [], options: { pathResolver: 1 } },
      'unknown-key',
      '/options/pathResolver',
    ],
    ['a rule that is no object', { rules: [rule, null] }, 'invalid-rule', '/rules/1'],
    ['a rule without conditions', { rules: [{ name: 'a' }] }, 'invalid-rule', '/rules/0'],
    [
      'a rule with a priority',
      { rules: [{ ...rule, priority: 2 }] },
      'priority-not-accepted',
      '/rules/0/priority',
    ],
    [
      'a rule with a callback',
      { rules: [{ ...rule, onSuccess: 'x' }] },
      'code-not-accepted',
      '/rules/0/onSuccess',
    ],
    ['a name that is no text', { rules: [{ ...rule, name: 1 }] }, 'invalid-rule', '/rules/0/name'],
    ['an empty name', { rules: [{ ...rule, name: '' }] }, 'empty-name', '/rules/0/name'],
    [
      'a name as objects have it',
      { rules: [{ ...rule, name: '__proto__' }] },
      'unsafe-name',
      '/rules/0/name',
    ],
    [
      'an event without a type',
      { rules: [{ ...rule, event: {} }] },
      'invalid-rule',
      '/rules/0/event',
    ],
    [
      'an event that is no object',
      { rules: [{ ...rule, event: 'a' }] },
      'invalid-rule',
      '/rules/0/event',
    ],
    [
      'an event that ends the run',
      { rules: [{ ...rule, event: { type: 'error' } }] },
      'event-not-accepted',
      '/rules/0/event/type',
    ],
    [
      'an event that calls a method',
      { rules: [{ ...rule, event: { type: '__defineGetter__' } }] },
      'unsafe-name',
      '/rules/0/event/type',
    ],
    [
      'a name twice',
      { rules: [rule, { conditions }, { ...rule, name: '1' }] },
      'duplicate-rule',
      '/rules/2',
    ],
    [
      'a rule with a bad condition',
      { rules: [{ conditions: { all: [] } }] },
      'empty-all',
      '/rules/0/conditions/all',
    ],
    [
      'a bad named condition',
      { rules: [], conditions: { a: { any: [] } } },
      'empty-any',
      '/conditions/a/any',
    ],
  ])('%s', (_what, request, code, place) => {
    expect(() => acceptRuleRun(request)).toThrow(expect.objectContaining({ code, place }));
  });
});

test('given the decision about json-rules-engine, then it tells each code and its mend', () => {
  const decision = readFileSync('docs/decisions/010-json-rules-engine-is-the-law.md', 'utf8');
  for (const [code, mend] of Object.entries(mends)) {
    expect(decision).toContain(`| \`${code}\` | ${mend} |`);
  }
});

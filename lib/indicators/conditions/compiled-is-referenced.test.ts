import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AcceptedConditions, acceptConditions, acceptNamedConditions } from './accept.ts';
import { compileConditions, compileRule } from './compile.ts';
import type { JsonObject } from './json-value.ts';
import { evaluateByReference } from './reference.ts';
import { ConditionRefusal } from './refusal.ts';

/** json-rules-engine is the law: so many documents are tried in `npm test`, and so many at night. */
const numRuns = process.env['MONEYTRAIL_NIGHTLY'] ? 100_000 : 2_000;
const timeout = 20 * 60_000;

const factNames = ['a', 'b', 'c', 'd'];
const factName = fc.constantFrom(...factNames);

/** Few values, so that equal ones meet, and each a trap of JavaScript's coercions. */
const number = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom(-0, 0.5, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, Infinity, -Infinity),
);
const text = fc.constantFrom(
  ...['', ' ', '0', '1', '01', '1.0', ' 2 ', '2 months', '-1', '1e2', '0x10', '1,2', 'NaN', 'null'],
  ...['Infinity', '-Infinity', 'true', 'undefined', 'a', 'ab', '[object Object]', '１'],
);
const scalar = fc.oneof(number, number, text, fc.boolean(), fc.constant(null));
const literal = fc.letrec<{ value: unknown; list: unknown[]; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom('a', 'then', 'length', 'some', 'indexOf'), tie('value'), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
})).value;
/** Facts may hold keys that documents may not. */
const fact = fc.oneof(
  { weight: 12, arbitrary: literal },
  {
    weight: 1,
    arbitrary: fc.record(
      { toString: scalar, valueOf: scalar },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
);
const facts = fc.dictionary(factName, fact, { minKeys: 2, noNullPrototype: true });
const allFacts = fc.record({ a: fact, b: fact, c: fact, d: fact }, { noNullPrototype: true });

const orders = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'];
const operator = fc.constantFrom(
  ...['equal', 'notEqual', 'in', 'notIn', 'contains', 'doesNotContain', ...orders],
);
const decorators = ['someFact', 'someValue', 'everyFact', 'everyValue', 'swap', 'not'];
const decorated = fc
  .tuple(fc.array(fc.constantFrom(...decorators), { maxLength: 4 }), operator)
  .map(([before, last]) => [...before, last].join(':'));
const value = fc.oneof(literal, fc.record({ fact: factName }, { noNullPrototype: true }));
const lists = fc.array(literal, { maxLength: 3 });

const comparison = fc.oneof(
  record({ fact: factName, operator: fc.oneof(operator, decorated), value }),
  {
    weight: 3,
    arbitrary: record({
      fact: factName,
      operator: fc.constantFrom(...orders, 'equal', 'notEqual'),
      value: fc.oneof(number, scalar, record({ fact: factName })),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      fact: factName,
      operator: fc.constantFrom('in', 'notIn', 'someValue:equal', 'everyFact:in', 'not:in'),
      value: lists,
    }),
  },
);

/** Groups over comparisons and, where there are some, over conditions that have names. */
function groups(...names: string[]): fc.Arbitrary<unknown> {
  const references = names.map((name) => fc.constant({ condition: name }));
  const { group } = fc.letrec<{ group: unknown; part: unknown }>((tie) => {
    const parts = fc.array(tie('part'), { minLength: 1, maxLength: 5 });
    return {
      part: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        comparison,
        comparison,
        ...references,
        tie('group'),
      ),
      group: fc.oneof(
        record({ all: parts }),
        record({ any: parts }),
        record({ not: tie('part') }),
        ...references,
      ),
    };
  });
  return group;
}

function record(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  return fc.record(model, { noNullPrototype: true });
}

type Given = { document: unknown; named: JsonObject };

const accept = ({ document, named }: Given): AcceptedConditions =>
  acceptConditions(document, acceptNamedConditions(named));

/** Named conditions within named ones can grow beyond what one rule may hold. */
const fits = (given: Given): boolean => {
  try {
    return accept(given) !== undefined;
  } catch (refusal) {
    return !(refusal instanceof ConditionRefusal && refusal.code === 'too-many-conditions');
  }
};

const documents = fc
  .record({
    named: fc.record({ first: groups(), second: groups('first') }, { noNullPrototype: true }),
    document: groups('first', 'second'),
  })
  .filter(fits);

/** The answer, or the code of the failure; what is not foreseen is thrown. */
async function outcome(evaluate: () => boolean | Promise<boolean>) {
  try {
    return await evaluate();
  } catch (refusal) {
    if (refusal instanceof ConditionRefusal) return refusal.code;
    throw refusal;
  }
}

describe('compiled conditions answer and fail as json-rules-engine does', () => {
  test('for any accepted document and any facts', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(
        documents,
        fc.oneof(facts, allFacts),
        fc.boolean(),
        async (given, known, allowUndefinedFacts) => {
          const conditions = accept(given);
          const options = { allowUndefinedFacts };
          const compiled = await outcome(() => compileRule(conditions)(known, options));
          const referenced = () => evaluateByReference({ ...given, conditions }, known, options);
          expect(compiled).toBe(await outcome(referenced));
        },
      ),
      { numRuns },
    ),
  );

  const measure = fc.oneof(number, fc.constant(Number.NaN));
  const measures = fc.array(measure, { minLength: 4, maxLength: 4 });
  const slotOf = (name: string) => factNames.indexOf(name);
  const withNull = (values: number[]): JsonObject =>
    Object.fromEntries(
      values.map((one, slot) => [factNames[slot], Number.isNaN(one) ? null : one]),
    );
  const bySlot = (conditions: AcceptedConditions, values: number[]): boolean => {
    try {
      return compileConditions(conditions, { slotOf })(Float64Array.from(values));
    } catch (cause) {
      throw new ConditionRefusal('operator-failed', [], { cause });
    }
  };

  test('for any accepted document and any measures, NaN standing for null', { timeout }, () =>
    fc.assert(
      fc.asyncProperty(documents, measures, async (given, values) => {
        const conditions = accept(given);
        const referenced = () => evaluateByReference({ ...given, conditions }, withNull(values));
        expect(await outcome(() => bySlot(conditions, values))).toBe(await outcome(referenced));
      }),
      { numRuns },
    ),
  );
});

/** Something like a condition: the right words in the wrong places. */
const keys = ['all', 'any', 'not', 'condition', 'fact', 'operator', 'value', 'name', 'path'];
const unsafeKeys = ['__proto__', 'constructor', 'toString', 'priority', 'params', 'else'];
const almost = fc.letrec<{ any: unknown; list: unknown[]; object: object }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    scalar,
    tie('object'),
    tie('list'),
    factName,
    operator,
    comparison,
  ),
  list: fc.array(tie('any'), { maxLength: 3 }),
  object: fc
    .array(fc.tuple(fc.constantFrom(...keys, ...keys, ...unsafeKeys), tie('any')), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries)),
})).any;

/** A document in which one part, wherever it is, is something else. */
const damaged = fc
  .tuple(groups(), fc.nat(), almost)
  .map(([document, chosen, instead]) => replacePart(document, chosen, instead));

function replacePart(document: unknown, chosen: number, instead: unknown): unknown {
  let parts = 0;
  JSON.stringify(document, (_key, part: unknown) => {
    parts += 1;
    return part;
  });
  let left = chosen % parts;
  const replace = (part: unknown): unknown => {
    if (left === 0) {
      left -= 1;
      return instead;
    }
    left -= 1;
    if (Array.isArray(part)) return part.map(replace);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, replace(one)]));
  };
  return replace(document);
}

test(
  'for any damaged document, it is refused with a code or json-rules-engine evaluates it',
  { timeout },
  () =>
    fc.assert(
      fc.asyncProperty(damaged, allFacts, async (document, known) => {
        const conditions = acceptedOf(document);
        if (!conditions) return;
        const compiled = await outcome(() => compileRule(conditions)(known));
        const referenced = () => evaluateByReference({ document, conditions, named: {} }, known);
        expect(compiled).toBe(await outcome(referenced));
      }),
      { numRuns },
    ),
);

function acceptedOf(document: unknown): AcceptedConditions | undefined {
  try {
    return acceptConditions(document);
  } catch (refusal) {
    if (refusal instanceof ConditionRefusal) return undefined;
    throw refusal;
  }
}

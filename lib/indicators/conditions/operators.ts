/*
 * The operators and decorators of json-rules-engine 7.3.1, with the same expressions as there
 * (engine-default-operators.js, engine-default-operator-decorators.js), so that every coercion and
 * every TypeError of JavaScript is the same too. The casts say nothing about what arrives.
 */

/** Whether a fact stands in a relation to the value of a condition. */
export type Relation = (fact: unknown, value: unknown) => boolean;

/** Whether text begins with a number: "12 months" does. Numbers need not become text to be asked. */
const isNumeric = (fact: unknown): boolean =>
  !Number.isNaN(typeof fact === 'number' ? fact : Number.parseFloat(fact as string));

const operators = {
  equal: (fact, value) => fact === value,
  notEqual: (fact, value) => fact !== value,
  in: (fact, value) => (value as unknown[]).indexOf(fact) > -1,
  notIn: (fact, value) => (value as unknown[]).indexOf(fact) === -1,
  contains: (fact, value) => Array.isArray(fact) && fact.indexOf(value) > -1,
  doesNotContain: (fact, value) => Array.isArray(fact) && fact.indexOf(value) === -1,
  lessThan: (fact, value) => isNumeric(fact) && (fact as number) < (value as number),
  lessThanInclusive: (fact, value) => isNumeric(fact) && (fact as number) <= (value as number),
  greaterThan: (fact, value) => isNumeric(fact) && (fact as number) > (value as number),
  greaterThanInclusive: (fact, value) => isNumeric(fact) && (fact as number) >= (value as number),
} satisfies Record<string, Relation>;
export type OperatorName = keyof typeof operators;

const decorators = {
  someFact: (next) => (fact, value) => Array.isArray(fact) && fact.some((one) => next(one, value)),
  someValue: (next) => (fact, value) => (value as unknown[]).some((one) => next(fact, one)),
  everyFact: (next) => (fact, value) =>
    Array.isArray(fact) && fact.every((one) => next(one, value)),
  everyValue: (next) => (fact, value) => (value as unknown[]).every((one) => next(fact, one)),
  swap: (next) => (fact, value) => next(value, fact),
  not: (next) => (fact, value) => !next(fact, value),
} satisfies Record<string, (next: Relation) => Relation>;
export type DecoratorName = keyof typeof decorators;

export const isOperatorName = (name: string): name is OperatorName =>
  Object.hasOwn(operators, name);
export const isDecoratorName = (name: string): name is DecoratorName =>
  Object.hasOwn(decorators, name);

/** "everyFact:not:equal": the first decorator is the outermost. */
export const relationOf = (names: readonly DecoratorName[], operator: OperatorName): Relation =>
  names.reduceRight<Relation>((next, name) => decorators[name](next), operators[operator]);

import type { AcceptedComparison, AcceptedConditions } from './accept.ts';
import { compareMeasure } from './compare-measure.ts';
import type { JsonObject } from './json-value.ts';
import { relationOf } from './operators.ts';
import { allOf, anyOf, notOf, type Question } from './question.ts';
import { ConditionRefusal } from './refusal.ts';

export type EvaluationOptions = { allowUndefinedFacts?: boolean };

/**
 * Conditions over numeric measures, as one plain function.
 *
 * @param slotOf where a fact stands in the array that the function is given.
 * @returns a function of all facts by slot, NaN standing for an undefined measure, that answers as
 *   json-rules-engine does for the same numbers, and null for NaN.
 * @throws ConditionRefusal `undefined-fact` when a fact has no slot; the function it returns throws
 *   a TypeError where an operator cannot be applied, as "in" to a number.
 */
export function compileConditions(
  conditions: AcceptedConditions,
  { slotOf }: { slotOf: (fact: string) => number | undefined },
): (facts: Float64Array) => boolean {
  const slot = (fact: string): number => {
    const found = slotOf(fact);
    if (found === undefined) throw new ConditionRefusal('undefined-fact', ['facts', fact]);
    return found;
  };
  return compile(conditions, (comparison) => compareMeasure(comparison, slot)).ask;
}

/**
 * A rule's conditions over facts by name, any JSON values, as one plain function.
 *
 * @throws ConditionRefusal, from the function it returns: `undefined-fact` when a fact that the
 *   conditions name is not given and undefined facts are not allowed, else `operator-failed` when an
 *   operator cannot be applied. json-rules-engine fails for exactly the same facts.
 */
export function compileRule(
  conditions: AcceptedConditions,
): (facts: JsonObject, options?: EvaluationOptions) => boolean {
  const { ask } = compile(conditions, compareFact);
  const names = factsIn(conditions);
  return (facts, options = {}) => {
    refuseUndefined(names, facts, options);
    try {
      return ask(facts);
    } catch (cause) {
      throw new ConditionRefusal('operator-failed', [], { cause });
    }
  };
}

/** json-rules-engine evaluates every condition, so a fact that is not given is always met. */
export function refuseUndefined(
  names: readonly string[],
  facts: JsonObject,
  { allowUndefinedFacts = false }: EvaluationOptions,
): void {
  if (allowUndefinedFacts) return;
  for (const name of names) {
    if (!Object.hasOwn(facts, name)) throw new ConditionRefusal('undefined-fact', ['facts', name]);
  }
}

/** The facts that conditions name, on either side, each once. */
export function factsIn(conditions: AcceptedConditions): string[] {
  const found = (part: AcceptedConditions): string[] => {
    if ('all' in part) return part.all.flatMap(found);
    if ('any' in part) return part.any.flatMap(found);
    if ('not' in part) return found(part.not);
    return 'fact' in part.value ? [part.fact, part.value.fact] : [part.fact];
  };
  return [...new Set(found(conditions))];
}

/** One compiler for both kinds of facts: only comparisons read them. */
function compile<Facts>(
  conditions: AcceptedConditions,
  compare: (comparison: AcceptedComparison) => Question<Facts>,
): Question<Facts> {
  if ('all' in conditions) return allOf(conditions.all.map((part) => compile(part, compare)));
  if ('any' in conditions) return anyOf(conditions.any.map((part) => compile(part, compare)));
  if ('not' in conditions) return notOf(compile(conditions.not, compare));
  return compare(conditions);
}

function compareFact(comparison: AcceptedComparison): Question<JsonObject> {
  const { fact, decorators, operator, value } = comparison;
  const relation = relationOf(decorators, operator);
  if ('literal' in value) {
    const { literal } = value;
    return { mayFail: true, ask: (facts) => relation(own(facts, fact), literal) };
  }
  const other = value.fact;
  return { mayFail: true, ask: (facts) => relation(own(facts, fact), own(facts, other)) };
}

const own = (facts: JsonObject, name: string): unknown =>
  Object.hasOwn(facts, name) ? facts[name] : undefined;

import type { AcceptedComparison } from './accept.ts';
import { type OperatorName, relationOf } from './operators.ts';
import type { Ask, Question } from './question.ts';

/**
 * One comparison of a numeric measure; NaN stands for an undefined one, which json-rules-engine is
 * given as null. Plain comparisons, which rules are made of, have functions of their own; all others
 * are asked of the operator as it stands.
 */
export function compareMeasure(
  { fact, decorators, operator, value }: AcceptedComparison,
  slotOf: (fact: string) => number,
): Question<Float64Array> {
  const slot = slotOf(fact);
  const plain = decorators.length === 0;
  if ('fact' in value) {
    const other = slotOf(value.fact);
    const ask = plain ? withMeasure(operator, slot, other) : undefined;
    if (ask) return { ask, mayFail: false };
    const relation = relationOf(decorators, operator);
    return {
      mayFail: true,
      ask: (facts) => relation(measureAt(facts, slot), measureAt(facts, other)),
    };
  }
  const { literal } = value;
  const ask =
    plain && typeof literal === 'number' ? withNumber(operator, slot, literal) : undefined;
  if (ask) return { ask, mayFail: false };
  const relation = relationOf(decorators, operator);
  return { mayFail: true, ask: (facts) => relation(measureAt(facts, slot), literal) };
}

/** Undefined for operators that numbers have no use for. */
function withNumber(
  operator: OperatorName,
  slot: number,
  limit: number,
): Ask<Float64Array> | undefined {
  // NaN, like null for json-rules-engine, is equal to no number and in no order with one.
  switch (operator) {
    case 'equal':
      return (facts) => facts[slot] === limit;
    case 'notEqual':
      return (facts) => facts[slot] !== limit;
    case 'lessThan':
      return (facts) => at(facts, slot) < limit;
    case 'lessThanInclusive':
      return (facts) => at(facts, slot) <= limit;
    case 'greaterThan':
      return (facts) => at(facts, slot) > limit;
    case 'greaterThanInclusive':
      return (facts) => at(facts, slot) >= limit;
    default:
      return undefined;
  }
}

function withMeasure(
  operator: OperatorName,
  slot: number,
  other: number,
): Ask<Float64Array> | undefined {
  switch (operator) {
    case 'equal':
      return (facts) => same(at(facts, slot), at(facts, other));
    case 'notEqual':
      return (facts) => !same(at(facts, slot), at(facts, other));
    case 'lessThan':
      return (facts) => at(facts, slot) < nullAsZero(at(facts, other));
    case 'lessThanInclusive':
      return (facts) => at(facts, slot) <= nullAsZero(at(facts, other));
    case 'greaterThan':
      return (facts) => at(facts, slot) > nullAsZero(at(facts, other));
    case 'greaterThanInclusive':
      return (facts) => at(facts, slot) >= nullAsZero(at(facts, other));
    default:
      return undefined;
  }
}

const at = (facts: Float64Array, slot: number): number => facts[slot] as number;

/** Two undefined measures are both null, and equal. */
const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** json-rules-engine validates the left side only; on the right, JavaScript takes null for 0. */
const nullAsZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

const measureAt = (facts: Float64Array, slot: number): number | null => {
  const value = at(facts, slot);
  return Number.isNaN(value) ? null : value;
};

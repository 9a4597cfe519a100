import type { Comparison, Conditions } from './indicator.ts';
import type { DistinctField } from './measure.ts';
import type { MeasurePlan, MeasurePlans } from './measure-plans.ts';

/*
 * Most indicators cannot hold for most subjects: there are too few entries of the kind they count.
 * That is seen from the number of entries in their windows, before anything is measured.
 */

/** Selected entries of the last so many milliseconds. */
export type Counted = { selector: number; over: number };

/** Whether conditions could hold at all, by how many entries there are; never a wrong "no". */
export type IsPossible = (most: (counted: Counted) => number) => boolean;

/**
 * @param planOf the measure a comparison asks for.
 * @param holds one comparison, for a value.
 * @returns undefined where nothing can be told beforehand.
 */
export function compilePossible(
  conditions: Conditions,
  planOf: (fact: string) => MeasurePlan | undefined,
  { plans }: Pick<MeasurePlans, 'plans'>,
  holds: (comparison: Comparison) => (value: number) => boolean,
): IsPossible | undefined {
  const compile = (part: Conditions): IsPossible | undefined => {
    if ('not' in part) return undefined;
    if ('all' in part) {
      const all = part.all.map(compile).filter((one) => one !== undefined);
      return all.length === 0 ? undefined : (most) => all.every((one) => one(most));
    }
    if ('any' in part) {
      const any = part.any.map(compile);
      const known = any.filter((one) => one !== undefined);
      return known.length < any.length ? undefined : (most) => known.some((one) => one(most));
    }
    const limit = isGreater(part) ? limitOf(planOf(part.fact), plans) : undefined;
    if (!limit) return undefined;
    const isMet = holds(part);
    return limit.isCount
      ? (most) => isMet(most(limit.counted))
      : (most) => most(limit.counted) > 0 || isMet(0);
  };
  return compile(conditions);
}

const isGreater = ({ operator }: Comparison): boolean =>
  operator === 'greaterThan' || operator === 'greaterThanInclusive';

/** What a value cannot exceed: a number of entries, or without any entry 0. */
type Limit = { counted: Counted; isCount: boolean };

function limitOf(plan: MeasurePlan | undefined, plans: readonly MeasurePlan[]): Limit | undefined {
  if (plan?.kind === 'share') {
    const part = limitOf(plans[plan.part], plans);
    return part && { ...part, isCount: false };
  }
  if (plan?.kind !== 'base') return undefined;
  const { measure, selectors, over } = plan;
  const [first, second] = selectors;
  // Later entries decide: the second of a pair, money that leaves, what shares the commonest value.
  const isLater = 'pairs' in measure || 'passedOn' in measure || 'withTop' in measure;
  const selector = isLater ? second : first;
  if (selector === undefined || 'medianBalance' in measure) return undefined;
  return { counted: { selector, over }, isCount: isCount(measure) };
}

type BaseMeasure = Extract<MeasurePlan, { kind: 'base' }>['measure'];

function isCount(measure: BaseMeasure): boolean {
  if ('count' in measure || 'dates' in measure || 'runs' in measure) return true;
  if ('withTop' in measure) return true;
  if ('largest' in measure) return measure.by === 'count';
  return 'distinct' in measure && (!measure.distinct || !isManyValued(measure.distinct));
}

/** An entry may have several values of these. */
const isManyValued = (field: DistinctField): boolean =>
  field === 'merchantGroup' || field === 'category' || field === 'alias';

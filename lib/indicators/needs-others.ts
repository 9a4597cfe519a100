import type { Comparison, Conditions, Indicator } from './indicator.ts';
import type { Measure } from './measure.ts';
import { isNetworkMeasure } from './neighbourhood.ts';

/**
 * Whether an indicator certainly holds for nobody who is linked to no other subject and whose contact
 * details no other subject uses; never a wrong "yes". Who is alone has no neighbours, and counts as the
 * one user of the own details.
 */
export const needsOthers = ({
  conditions,
  measures,
}: Pick<Indicator, 'conditions' | 'measures'>): boolean => fails(conditions, measures);

function fails(part: Conditions, measures: Readonly<Record<string, Measure>>): boolean {
  if ('all' in part) return part.all.some((one) => fails(one, measures));
  if ('any' in part) return part.any.every((one) => fails(one, measures));
  if ('not' in part) return false;
  const measure = measures[part.fact];
  if (!measure || !isNetworkMeasure(measure)) return false;
  return exceeds(part, 'sharers' in measure ? 1 : 0);
}

/** Whether a comparison asks for more than `most`; what is undefined satisfies none. */
function exceeds({ operator, value }: Comparison, most: number): boolean {
  if (operator === 'greaterThanInclusive') return value > most;
  return operator === 'greaterThan' && value >= most;
}

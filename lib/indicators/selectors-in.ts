import type { Measure, Selector } from './measure.ts';

/** Which entries the balance of the subject's accounts is made of. */
const ofAccounts: Selector = { hasAccount: true };

/** Every selector of a measure, in the order in which it names them. */
export function selectorsIn(measure: Measure): Selector[] {
  if ('count' in measure) return [measure.count];
  if ('sum' in measure) return [measure.sum];
  if ('runs' in measure) return [measure.runs];
  if ('pairs' in measure) return [measure.pairs.first, measure.pairs.next];
  if ('withTop' in measure) return [measure.of, measure.counted];
  if ('dates' in measure) return [measure.dates];
  if ('passedOn' in measure) return [measure.passedOn.in, measure.passedOn.out];
  if ('ratioToBaseline' in measure) return [measure.ratioToBaseline];
  if ('medianBalance' in measure) return [ofAccounts];
  if ('neighbours' in measure) return [measure.neighbours];
  return 'of' in measure && typeof measure.of === 'object' ? [measure.of] : [];
}

import type { Indicator, Suppressor } from './indicator.ts';
import type { Measure } from './measure.ts';
import { isNetworkMeasure } from './neighbourhood.ts';

/** What to mend where a measure looks beyond one ledger. */
export function checkNetworkMeasure(
  measure: Measure,
  document: Pick<Indicator, 'suppressedBy'> | Pick<Suppressor, 'factor'>,
): string[] {
  if (!isNetworkMeasure(measure)) return [];
  const isExplanation = !('suppressedBy' in document);
  const { neighbours, forwarding, ofPay } = 'neighbours' in measure ? measure : {};
  const passedOn = forwarding !== undefined;
  return [
    ...(isExplanation ? ['explain by the subject’s own ledger: no other is in view'] : []),
    ...(passedOn && neighbours?.direction !== 'in'
      ? ['select what came in: forwarding divides it by what the others received']
      : []),
    ...(ofPay && !passedOn ? ['say how much of the pay was forwarded or drop ofPay'] : []),
  ];
}

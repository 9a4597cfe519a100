import type { Indicator } from '../indicators/indicator.ts';
import { compareText } from '../ledger/compare-instants.ts';
import { type Told, toldAlone } from '../statistics/suppress-small.ts';
import type { Disclosure } from './disclosure.ts';
import type { Verdict } from './feedback.ts';

/**
 * How often recipients found one indicator right. It names nobody: no person, case, disclosure or
 * recipient.
 */
export type IndicatorFeedback = {
  indicator: Indicator['id'];
  /** Findings of that verdict. */
  counts: Record<Verdict, Told>;
  /**
   * Right findings of those that were found right or wrong, as an exact fraction; absent where it would
   * be 0 of 0, or would tell what is suppressed.
   */
  precision?: { numerator: number; denominator: number };
};

/**
 * Counts the latest feedback on each disclosure, indicator by indicator. The same in whatever order it
 * is given.
 *
 * A count is suppressed while between one and four cases stand behind it, however many findings they
 * hold: several packages of one case speak of the same people.
 *
 * @returns by indicator; one that nobody judged is absent.
 */
export function indicatorFeedback(disclosures: Iterable<Disclosure>): IndicatorFeedback[] {
  const judged = [...disclosures].flatMap((disclosure) =>
    disclosure.status === 'received'
      ? (disclosure.feedback?.indicators ?? []).map(({ indicator, verdict }) => ({
          indicator,
          verdict,
          caseId: disclosure.caseId,
        }))
      : [],
  );
  return [...Map.groupBy(judged, ({ indicator }) => indicator)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([indicator, all]) => {
      const of = (verdict: Verdict) => countOf(all.filter((one) => one.verdict === verdict));
      const counts = { right: of('right'), wrong: of('wrong'), unknown: of('unknown') };
      const precision = precisionOf(counts);
      return { indicator, counts, ...(precision && { precision }) };
    });
}

function countOf(findings: readonly { caseId: string }[]): Told {
  const cases = new Set(findings.map(({ caseId }) => caseId)).size;
  return toldAlone(cases) === 'few' ? 'few' : findings.length;
}

function precisionOf({ right, wrong }: Record<Verdict, Told>): IndicatorFeedback['precision'] {
  if (right === 'few' || wrong === 'few' || right + wrong === 0) return undefined;
  return { numerator: right, denominator: right + wrong };
}

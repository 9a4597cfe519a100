import { expect, test } from 'vitest';
import { judgeSubject, subjectJudge } from '../lib/indicators/judge-subject.ts';
import type { Contribution } from '../lib/ledger/contribution.ts';
import { contributionName, type Ledger } from '../lib/ledger/ledger.ts';
import { expandCaseLedger } from './case-ledger.ts';
import { indicatorFolders, rulebook } from './read-rules.ts';

test.each(indicatorFolders)(
  '$folder: cases told by several reports, one of them corrected, are judged on as from scratch',
  ({ cases }) => {
    for (const [place, theCase] of cases.entries()) {
      const ledger = expandCaseLedger(theCase.ledger);
      const judge = subjectJudge(rulebook, ledger.key);
      for (const state of statesOf(ledger, place % 2 === 0 ? 'forwards' : 'backwards')) {
        expect(judge.judge(state)).toEqual(judgeSubject(rulebook, state));
      }
    }
  },
);

const reports = 3;

/**
 * The entries shared out to reports that come one after the other; the first to come is then told
 * anew without its oldest entry, or without its newest where the reports came backwards.
 */
function statesOf(ledger: Ledger, order: 'forwards' | 'backwards'): Ledger[] {
  const [whole] = [...ledger.contributions.values()];
  if (!whole) throw new RangeError('a case without a ledger');
  const told = Array.from({ length: reports }, (_, share) =>
    reportOf(
      whole,
      share,
      whole.entries.filter((_, index) => (index * 2) % reports === share),
    ),
  );
  if (order === 'backwards') told.reverse();
  const corrected = told.slice(0, 1).map((one) => ({
    ...one,
    revision: `${reports + 1}`,
    entries: order === 'forwards' ? one.entries.slice(1) : one.entries.slice(0, -1),
  }));
  const contributions = new Map<string, Contribution>();
  return [...told, ...corrected].map((one) => {
    contributions.set(contributionName(one.report), one);
    return { ...ledger, contributions: new Map(contributions) };
  });
}

const reportOf = (
  whole: Contribution,
  share: number,
  entries: Contribution['entries'],
): Contribution => ({
  ...whole,
  report: { ...whole.report, reference: `${whole.report.reference}-${share}` },
  revision: `${share + 1}`,
  entries,
});

import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Compiled, compileRulebook } from './compiled-rulebook.ts';
import { entryReading } from './entry-reading.ts';
import { evidenceOf, explanationOf, type Found, nothingFound, renewed } from './found.ts';
import type { Indicator, Suppressor } from './indicator.ts';
import { type LackingData, lackingData, lacksTheSame } from './lacking-data.ts';
import type { Evaluation, SupportedExplanation } from './match.ts';
import { type Measured, measuredFrom } from './measured.ts';
import type { JudgedIndicator } from './measures.ts';
import type { Rulebook } from './rulebook.ts';
import type { Selection } from './selection.ts';
import { followFacts } from './subject-facts.ts';

/** What indicators say about a subject. */
export type Findings = Pick<Evaluation, 'matches' | 'notEvaluable'>;

/** Judges one subject again and again while its ledger grows and is corrected. */
export type SubjectJudge = {
  /**
   * What `judgeSubject` says of a newer state of the ledger. Only what may have changed is judged anew:
   * from the earliest entry on that came, went or was replaced.
   *
   * @param merged all that was merged into the ledger since it was judged last, where the caller knows.
   */
  judge(ledger: Ledger, merged?: readonly Contribution[]): Evaluation;
};

/**
 * Everything a rulebook has to say about one subject from its ledger, and a function of that alone:
 * indicators that look beyond it are left to `judgeNetwork`.
 *
 * Each indicator is judged as of each entry, with measures over the entries up to and including it;
 * simultaneous entries are judged together, as of the last of them. A match is a maximal run of
 * entries as of which the conditions hold, told as of the last entry of the run. A measure over data
 * that no report supplied is undefined and satisfies no comparison: an indicator that holds without it
 * is matched, one that does not is not evaluable. Explanations are judged as of the newest entry
 * alone. A ledger without entries has no moment to judge it as of.
 */
export const judgeSubject = (rulebook: Rulebook, ledger: Ledger): Evaluation =>
  subjectJudge(rulebook, ledger.key).judge(ledger);

export function subjectJudge(rulebook: Rulebook, subject: LedgerKey): SubjectJudge {
  const compiled = compileRulebook(rulebook);
  const { number, ordinary, order, spent, suppressors } = compiled;
  const { facts, follow } = followFacts(subject);
  const { timeline } = facts;
  const reading = entryReading(facts, compiled);
  const { selection, told, readFrom } = reading;
  /** In the order of `ordinary`; absent where an indicator must be judged from the first entry on. */
  const found: (Found | undefined)[] = [];
  let lacking: LackingData | undefined;
  let toldVersion = -1;

  /** @returns the first moment that may be judged otherwise than before. */
  function takeIn(ledger: Ledger, merged: readonly Contribution[] | undefined): number {
    const { first, isNews } = follow(ledger, merged);
    readFrom(first);
    const before = isNews ? undefined : lacking;
    if (!before || told.version() !== toldVersion) {
      lacking = lackingData(compiled, { facts, told, neighbourhood: undefined }, before);
    }
    if (before && lacking && before !== lacking) {
      for (const [place, indicator] of ordinary.entries()) {
        if (!lacksTheSame(indicator, before, lacking)) found[place] = undefined;
      }
    }
    toldVersion = told.version();
    return timeline.momentOf[first] ?? timeline.moments.length;
  }

  return {
    judge(ledger, merged) {
      const touched = takeIn(ledger, merged);
      const missing = lacking as LackingData;
      const judged: JudgedIndicator[] = [];
      const measured = (from: number) =>
        measuredFrom(from, compiled, { facts, reading, lacking: missing, judged });
      // A run that ends before what was touched is told as of its last moment.
      const recent = measured(Math.max(0, touched - 1));
      const whole = recent.from === 0 ? recent : measured(0);
      for (const [place, indicator] of ordinary.entries()) {
        const before = found[place];
        const now =
          missing.isRefused(indicator) || isQuiet(indicator, selection)
            ? nothingFound
            : renewed(indicator, before ?? nothingFound, before ? recent : whole);
        found[place] = now;
        if (now.runs.length > 0) {
          const { document } = indicator;
          judged.push({ document, runs: now.runs, evidence: evidenceOf(indicator, recent) });
        }
        for (const number of spent[place] ?? []) recent.forget(number);
      }
      const newest = timeline.moments.length - 1;
      return {
        subject,
        ledgerVersion: ledger.version,
        rulebook: number,
        matches: order.flatMap((place) => found[place]?.matches ?? []),
        notEvaluable: order.flatMap((place) => {
          const isFound = (found[place]?.runs.length ?? 0) > 0;
          return isFound ? [] : (missing.notEvaluable(ordinary[place] as Ordinary) ?? []);
        }),
        explanations: newest < 0 ? [] : explanations(suppressors, selection, measured(newest)),
      };
    },
  };
}

const explanations = (
  suppressors: readonly Compiled<Suppressor>[],
  selection: Selection,
  measured: Measured,
): SupportedExplanation[] =>
  suppressors.flatMap((suppressor) =>
    isQuiet(suppressor, selection) ? [] : (explanationOf(suppressor, measured) ?? []),
  );

type Ordinary = Compiled<Indicator>;

/** Whether there is nothing that a document could hold for. */
function isQuiet(
  { isQuiet, selectors }: Compiled<Indicator | Suppressor>,
  selection: Selection,
): boolean {
  if (!isQuiet) return false;
  for (const selector of selectors) if (selection.selected(selector).length > 0) return false;
  return true;
}

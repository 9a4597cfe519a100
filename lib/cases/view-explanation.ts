import type { Explanation } from '../indicators/explanation.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { EntryRef } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { evidenceTimeline } from './evidence-timeline.ts';
import type { ExplanationView } from './explanation-api.ts';
import { explanationPath } from './explanation-link.ts';
import { displayName, partyFacts } from './party-facts.ts';
import { aboutIndicator } from './view-assessment.ts';

/** An explanation with the entries that it names, as a case shows them. */
export function viewExplanation(
  explanation: Explanation,
  ledger: Ledger,
  indicator: Indicator,
): ExplanationView {
  const { subject, outcome } = explanation;
  const named = [...measured(explanation), ...sufficient(explanation)];
  const timeline = evidenceTimeline(
    {
      subjects: [{ subject }],
      matches:
        outcome === 'matched'
          ? [{ subject, matchId: explanation.matchId, evidence: measured(explanation) }]
          : [],
      explanations: [{ subject, evidence: named }],
    },
    new Map([[subject, ledger]]),
    () => displayName(partyFacts(ledger)),
  );
  const idsOf = (evidence: readonly EntryRef[]) => timeline.idsOf(subject, evidence);
  const shared = {
    about: aboutIndicator(indicator),
    timeline: timeline.entries,
    links: { self: explanationPath(explanation) },
  };
  if (explanation.outcome === 'not-evaluable') return { ...explanation, ...shared };
  const measures = Object.fromEntries(
    Object.entries(explanation.measures).map(([name, measure]) => [
      name,
      { ...measure, evidence: idsOf(measure.evidence) },
    ]),
  );
  if (explanation.outcome === 'not-matched') return { ...explanation, ...shared, measures };
  const { minimalEvidence } = explanation;
  const entries = idsOf(minimalEvidence.entries);
  return {
    ...explanation,
    ...shared,
    measures,
    minimalEvidence: { ...minimalEvidence, entries },
  };
}

const measured = (explanation: Explanation): EntryRef[] =>
  explanation.outcome === 'not-evaluable'
    ? []
    : Object.values(explanation.measures).flatMap(({ evidence }) => evidence);

const sufficient = (explanation: Explanation): EntryRef[] =>
  explanation.outcome === 'matched' ? explanation.minimalEvidence.entries : [];

import type { LedgerKey } from '../identifiers.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { emptyLedger, type Ledger } from '../ledger/ledger.ts';
import type { AssessmentSummary, AssessmentView } from './api.ts';
import { type AssessedSubject, type Assessment, assessmentDigest } from './assessment.ts';
import { evidenceTimeline } from './evidence-timeline.ts';
import { explanationLink } from './explanation-link.ts';
import { linkWords } from './link-words.ts';
import { displayName, isMinor, partyFacts } from './party-facts.ts';

/** An assessment with the words and the entries that explain it. */
export function viewAssessment(
  assessment: Assessment,
  ledgers: ReadonlyMap<LedgerKey, Ledger>,
  rulebook: Rulebook,
): AssessmentView {
  const { asOf, outcome, typology } = assessment;
  const partyOf = (subject: LedgerKey) => partyFacts(ledgers.get(subject) ?? emptyLedger(subject));
  const timeline = evidenceTimeline(assessment, ledgers, (subject) =>
    displayName(partyOf(subject)),
  );
  const indicators = new Map(rulebook.indicators.map((indicator) => [indicator.id, indicator]));
  const suppressors = new Map(rulebook.suppressors.map((one) => [one.id, one.title]));
  const typologies = new Map(rulebook.typologies.map((one) => [one.id, one.title]));
  const titled = <T extends object>(
    view: T,
    title: AssessmentSummary['explanations'][0]['sentence'] | undefined,
  ) => ({
    ...view,
    ...(title && { title }),
  });
  return {
    rulebook: assessment.rulebook,
    asOf,
    outcome,
    ...(typology && { typology }),
    ...(assessment.sameDay && { sameDay: assessment.sameDay }),
    ...(assessment.excluded && { excluded: assessment.excluded }),
    digest: assessmentDigest(assessment),
    subjects: assessment.subjects.map((subject) =>
      viewSubject(subject, partyOf(subject.subject), asOf),
    ),
    links: assessment.links.map((link) => ({ ...link, text: linkWords(link) })),
    matches: assessment.matches.map((match) => {
      const indicator = indicators.get(match.indicator);
      return {
        ...match,
        ...(indicator && { about: aboutIndicator(indicator) }),
        evidence: timeline.idsOf(match.subject, match.evidence),
        links: { explanation: explanationLink(match) },
      };
    }),
    explanations: assessment.explanations.map((explanation) =>
      titled(
        { ...explanation, evidence: timeline.idsOf(explanation.subject, explanation.evidence) },
        suppressors.get(explanation.suppressor),
      ),
    ),
    notEvaluable: assessment.notEvaluable.map((one) =>
      titled(one, indicators.get(one.indicator)?.title),
    ),
    typologies: assessment.typologies.map((score) => titled(score, typologies.get(score.typology))),
    timeline: timeline.entries,
  };
}

function viewSubject(
  subject: AssessedSubject,
  party: ReturnType<typeof partyFacts>,
  asOf: string,
): AssessmentView['subjects'][number] {
  const { kind, birthDate, occupation, employer, business, city, province } = party;
  const name = displayName(party);
  return {
    ...subject,
    kind,
    minor: isMinor(party, asOf),
    ...(name && { displayName: name }),
    ...(birthDate && { birthDate }),
    ...(occupation && { occupation }),
    ...(employer && { employer }),
    ...(business && { business }),
    ...(city && { city }),
    ...(province && { province }),
  };
}

export const aboutIndicator = ({
  title,
  means,
  status,
  sources,
}: Rulebook['indicators'][number]) => ({
  title,
  means,
  status,
  sources,
});

/** Why linked subjects are a case or are left alone, in short. */
export function summarizeAssessment(assessment: Assessment): AssessmentSummary {
  const { caseId, rulebook, asOf, outcome, typology } = assessment;
  return {
    caseId,
    rulebook,
    asOf,
    outcome,
    ...(typology && { typology }),
    subjects: assessment.subjects.map(({ subject }) => subject),
    indicators: [...new Set(assessment.matches.map(({ indicator }) => indicator))].sort(),
    explanations: assessment.explanations.map(({ suppressor, sentence }) => ({
      suppressor,
      sentence,
    })),
    typologies: assessment.typologies.map(
      ({ typology: id, score, outcome: its, reasons, cappedBy }) => ({
        typology: id,
        score,
        outcome: its,
        reasons,
        ...(cappedBy && { cappedBy }),
      }),
    ),
  };
}

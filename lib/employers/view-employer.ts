import { evidenceTimeline } from '../cases/evidence-timeline.ts';
import { explanationLink } from '../cases/explanation-link.ts';
import { displayName, partyFacts } from '../cases/party-facts.ts';
import { aboutIndicator } from '../cases/view-assessment.ts';
import { employerIdOf, type LedgerKey } from '../identifiers.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { emptyLedger, type Ledger } from '../ledger/ledger.ts';
import type { EmployerSummary, EmployerView } from './api.ts';
import type { EmployerRisk } from './employer-risk.ts';

const linksOf = (employerId: string) => ({ self: `/v1/employers/${employerId}` });

/** What is known of an employer with the words and the entries that explain it. */
export function viewEmployer(
  risk: EmployerRisk,
  ledgers: ReadonlyMap<LedgerKey, Ledger>,
  rulebook: Rulebook,
): EmployerView {
  const { employer, affected, workers, intermediaries, subjects, ...told } = risk;
  const employerId = employerIdOf(employer);
  const nameOf = (subject: LedgerKey) =>
    displayName(partyFacts(ledgers.get(subject) ?? emptyLedger(subject)));
  const named = <T extends { subject: LedgerKey }>(one: T) => {
    const name = nameOf(one.subject);
    return { ...one, ...(name && { displayName: name }) };
  };
  const timeline = evidenceTimeline({ ...told, subjects: partiesOf(risk) }, ledgers, nameOf);
  const indicators = new Map(rulebook.indicators.map((indicator) => [indicator.id, indicator]));
  const suppressors = new Map(rulebook.suppressors.map((one) => [one.id, one.title]));
  return {
    ...told,
    employerId,
    subjects: subjects.map((subject) => named({ subject })),
    workers: workers.map((worker) => ({
      ...named(worker),
      affected: affected.includes(worker.subject),
      indicators: indicatorsIn(told.matches.filter(({ subject }) => subject === worker.subject)),
    })),
    intermediaries: intermediaries.map(named),
    matches: told.matches.map((match) => {
      const indicator = indicators.get(match.indicator);
      return {
        ...match,
        ...(indicator && { about: aboutIndicator(indicator) }),
        evidence: timeline.idsOf(match.subject, match.evidence),
        links: { explanation: explanationLink(match) },
      };
    }),
    explanations: told.explanations.map((explanation) => {
      const title = suppressors.get(explanation.suppressor);
      const evidence = timeline.idsOf(explanation.subject, explanation.evidence);
      return { ...explanation, ...(title && { title }), evidence };
    }),
    notEvaluable: told.notEvaluable.map((one) => {
      const title = indicators.get(one.indicator)?.title;
      return { ...one, ...(title && { title }) };
    }),
    timeline: timeline.entries,
    links: linksOf(employerId),
  };
}

/** Everybody whose ledger an answer about an employer tells of, each once. */
export const partiesOf = ({
  workers,
  intermediaries,
  subjects,
}: Pick<EmployerRisk, 'workers' | 'intermediaries' | 'subjects'>): { subject: LedgerKey }[] =>
  [
    ...new Set([
      ...workers.map(({ subject }) => subject),
      ...intermediaries.map(({ subject }) => subject),
      ...subjects,
    ]),
  ].map((subject) => ({ subject }));

/** Why an employer stands where it does, in short: workers are counted, not named. */
export function summarizeEmployer(risk: EmployerRisk): EmployerSummary {
  const { kind, names, outcome, asOf, workersKnown, workersAffected, summary, score } = risk;
  const employerId = employerIdOf(risk.employer);
  return {
    employerId,
    kind,
    names,
    outcome,
    asOf,
    workersKnown,
    workersAffected,
    summary,
    score: score.score,
    families: score.families.map(({ family, points }) => ({ family, points })),
    indicators: indicatorsIn(risk.matches),
    explanations: [...new Set(risk.explanations.map(({ suppressor }) => suppressor))].sort(),
    links: linksOf(employerId),
  };
}

const indicatorsIn = (matches: EmployerRisk['matches']): string[] =>
  [...new Set(matches.map(({ indicator }) => indicator))].sort();

import { plainParser } from '../accepts-plainly.ts';
import { type CaseId, caseIdSchema, type LedgerKey } from '../identifiers.ts';
import { judgeNetwork } from '../indicators/judge-network.ts';
import { type Findings, judgeSubject } from '../indicators/judge-subject.ts';
import type { Evaluation, Match } from '../indicators/match.ts';
import {
  isNetworkIndicator,
  neighbourhoodOf,
  type Surroundings,
} from '../indicators/neighbourhood.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { compareEntries, type Entry } from '../ledger/entry.ts';
import { entriesInOrder, type Ledger } from '../ledger/ledger.ts';
import { type Assessment, assessmentSchema, type Link, type TypologyScore } from './assessment.ts';
import { whereaboutsOf } from './find-whereabouts.ts';
import { type HeededDecisions, nothingHeeded, withoutExcluded } from './heeded-decisions.ts';
import { isMinor, observationsIn, partyFacts } from './party-facts.ts';
import { paymentsOf } from './payments.ts';
import { type Persons, personsAmong } from './persons.ts';
import { roleHypothesis, roleSetByPerson } from './role-hypotheses.ts';
import { sameDayOf } from './same-day.ts';
import { isStronger, scoreCase } from './score-case.ts';

const parseAssessment = plainParser(assessmentSchema);

export type Linked = {
  caseId: CaseId;
  subjects: readonly LedgerKey[];
  links: readonly Link[];
  ledgers: ReadonlyMap<LedgerKey, Ledger>;
  /** A subject that nobody has judged yet has none. */
  evaluations: ReadonlyMap<LedgerKey, Evaluation>;
  /** What network indicators are judged by; without it nobody is known by more than the own key. */
  around?: Pick<Surroundings, 'users' | 'namesOf'>;
  /** What people decided; without it nobody did. */
  heeding?: HeededDecisions;
};

/** As of nothing: subjects whose every report was withdrawn. */
const noEntries = '1970-01-01T00:00:00Z';

/**
 * The machine's view of linked subjects: a function of its arguments, in whatever order they come.
 * Whose ledger holds what people excluded is judged anew, as if it had never been reported.
 *
 * @throws ZodError when a ledger or an evaluation holds what no assessment can.
 */
export async function assess(linked: Linked, rulebook: Rulebook): Promise<Assessment> {
  const { heeding = nothingHeeded } = linked;
  const subjects = [...linked.subjects].sort();
  const { ledgers, judged } = countedFacts(subjects, linked, rulebook);
  const persons = personsAmong(subjects, linked.links);
  const evaluations = [...judged.values()];
  const network = await networkFindings(
    { ...linked, ledgers, evaluations: judged },
    persons,
    rulebook,
  );
  const matches = [...evaluations, ...network]
    .flatMap((findings) => findings.matches)
    .sort(compareMatches);
  const explanations = evaluations.flatMap((evaluation) =>
    named(evaluation.subject, evaluation.explanations, ({ suppressor }) => suppressor),
  );
  const asOf = newestEntry([...ledgers.values()])?.at ?? noEntries;
  const parties = new Map([...ledgers].map(([subject, ledger]) => [subject, partyFacts(ledger)]));
  const partyOf = (subject: LedgerKey) =>
    parties.get(subject) ?? { kind: 'person' as const, roleHints: [] };
  const minors = new Set(subjects.filter((subject) => isMinor(partyOf(subject), asOf)));
  const observations = observationsIn([...ledgers.values()]);
  const theCase = { subjects, persons, matches, explanations, minors, observations, asOf };
  const typologies = await Promise.all(
    rulebook.typologies.map((typology) => scoreCase(theCase, typology, rulebook)),
  );
  const strongest = typologies.reduce<TypologyScore | undefined>(stronger, undefined);

  const sameDay = sameDayOf({ ...theCase, ledgers, partyOf, typologies });

  const shownBy = new Map(
    rulebook.indicators.map((indicator) => [indicator.id, indicator.shownBy]),
  );
  const roleFacts = {
    links: linked.links,
    matches,
    persons,
    partyOf,
    outflowCadMinorOf: (subject: LedgerKey) => {
      const ledger = ledgers.get(subject);
      return ledger ? paymentsOf(ledger).outflowCadMinor : 0;
    },
    shownBy: (indicator: string) => shownBy.get(indicator) ?? 'any',
    classes: rulebook.scoring.classes,
  };
  const outcome = strongest?.outcome ?? 'none';
  const passes = outcome === 'review' || outcome === 'priority';
  return parseAssessment({
    caseId: caseIdSchema.parse(linked.caseId),
    rulebook: rulebook.number,
    asOf,
    subjects: subjects.map((subject) => ({
      subject,
      ledgerVersion: ledgers.get(subject)?.version ?? 0,
      ...(roleSetByPerson(heeding.roles.get(subject)) ?? roleHypothesis(subject, roleFacts)),
      ...judgedSince(ledgers.get(subject)),
    })),
    links: [...linked.links],
    matches,
    notEvaluable: subjects.flatMap((subject) =>
      named(
        subject,
        [...evaluations, ...network]
          .filter((findings) => findings.subject === subject)
          .flatMap(({ notEvaluable }) => notEvaluable),
        ({ indicator }) => indicator,
      ),
    ),
    explanations,
    typologies,
    outcome,
    ...(strongest && strongest.outcome !== 'none' && { typology: strongest.typology }),
    ...(sameDay && { sameDay }),
    ...(heeding.excluded.length > 0 && { excluded: [...heeding.excluded] }),
    ...(heeding.heeds.length > 0 && { heeds: heeding.heeds }),
    ...(passes && { whereabouts: await whereaboutsOf(matches, ledgers, rulebook) }),
  } satisfies Assessment);
}

/** The ledgers with what counts, and what was judged of each. */
function countedFacts(
  subjects: readonly LedgerKey[],
  { ledgers, evaluations, heeding = nothingHeeded }: Linked,
  rulebook: Rulebook,
): { ledgers: Map<LedgerKey, Ledger>; judged: Map<LedgerKey, Evaluation> } {
  const counted = {
    ledgers: new Map<LedgerKey, Ledger>(),
    judged: new Map<LedgerKey, Evaluation>(),
  };
  for (const subject of subjects) {
    const full = ledgers.get(subject);
    const ledger = full && withoutExcluded(full, heeding.excluded);
    if (ledger) counted.ledgers.set(subject, ledger);
    const evaluation = evaluations.get(subject);
    if (ledger && ledger !== full) counted.judged.set(subject, judgeSubject(rulebook, ledger));
    else if (evaluation) counted.judged.set(subject, evaluation);
  }
  return counted;
}

const judgedSince = (ledger: Ledger | undefined) =>
  ledger?.horizon === undefined ? {} : { judgedSince: new Date(ledger.horizon).toISOString() };

/** What the network indicators say of each subject, from the ledgers and matches of all of them. */
async function networkFindings(
  { ledgers, evaluations, around }: Pick<Linked, 'ledgers' | 'evaluations' | 'around'>,
  { personOf }: Persons,
  rulebook: Rulebook,
): Promise<(Findings & { subject: LedgerKey })[]> {
  if (!rulebook.indicators.some(isNetworkIndicator)) return [];
  const neighbourhood = neighbourhoodOf({
    ...around,
    ledgers: ledgers.values(),
    evaluations,
    personOf,
  });
  return Promise.all(
    [...ledgers.keys()].map(async (subject) => ({
      subject,
      ...(await judgeNetwork(rulebook, subject, neighbourhood)),
    })),
  );
}

/** The stronger outcome; of equal ones the higher score; of equal ones the first. */
function stronger(best: TypologyScore | undefined, next: TypologyScore): TypologyScore {
  if (!best || isStronger(next.outcome, best.outcome)) return next;
  return next.outcome === best.outcome && next.score > best.score ? next : best;
}

/** Findings of each subject with its key, in the order of their names. */
const named = <T extends object>(
  subject: LedgerKey,
  findings: readonly T[],
  nameOf: (finding: T) => string,
) =>
  [...findings]
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((finding) => ({ subject, ...finding }));

const newestEntry = (ledgers: readonly Ledger[]): Entry | undefined =>
  ledgers
    .flatMap((ledger) => entriesInOrder(ledger).at(-1) ?? [])
    .sort(compareEntries)
    .at(-1);

function compareMatches(a: Match, b: Match): number {
  const [one, other] = [a, b].map(({ subject, indicator, from, matchId }) =>
    JSON.stringify([subject, indicator, from, matchId]),
  );
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

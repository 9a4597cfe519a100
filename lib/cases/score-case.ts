import type { LedgerKey } from '../identifiers.ts';
import type { Suppressor } from '../indicators/indicator.ts';
import type { Match } from '../indicators/match.ts';
import type { Scoring, Typology } from '../indicators/typology.ts';
import type { Translated } from '../translated.ts';
import { type Outcome, outcomes, type TypologyScore } from './assessment.ts';
import { type CaseFacts, caseMeasure } from './case-measures.ts';
import { familiesOfClass } from './family-classes.ts';
import { familyScores, totalPoints } from './family-scores.ts';
import { judgeAll } from './judge-gates.ts';
import type { Persons } from './persons.ts';
import { shortfall } from './shortfall.ts';
import { type Explanations, suppressionOf } from './suppression.ts';

/** Linked subjects with everything that was found about them. */
export type ScoredCase = {
  subjects: readonly LedgerKey[];
  persons: Persons;
  matches: readonly Match[];
  explanations: Explanations;
  minors: ReadonlySet<LedgerKey>;
  observations: ReadonlyMap<string, number>;
  /** Local time of the newest entry. */
  asOf: string;
};

export type ScoringRules = { scoring: Scoring; suppressors: readonly Suppressor[] };

/**
 * What a typology makes of linked subjects: points by family over the union of their matches, and the
 * strongest outcome whose gate is passed.
 *
 * Explanations shrink points, until so many families that point to exploitation remain which nothing
 * explains that they are set aside and a person looks.
 *
 * @see indicator notes 9
 */
export async function scoreCase(
  theCase: ScoredCase,
  typology: Typology,
  { scoring, suppressors }: ScoringRules,
): Promise<TypologyScore> {
  const matches = matchesFor(typology, theCase.matches, scoring);
  const suppression = suppressionOf(theCase.explanations, suppressors, scoring);
  const unexplained = matches.filter((match) => suppression(match).by.length === 0);
  const explains = unexplained.length < matches.length;
  const suppressorsIgnored =
    explains &&
    familiesOfClass(unexplained, 'E', scoring.classes).size >= scoring.ignoreSuppressorsFromE;
  const applied = suppressorsIgnored ? () => ({ by: [], factor: 1 }) : suppression;

  const families = familyScores(matches, applied, { asOf: theCase.asOf, scoring });
  const { persons, minors, observations } = theCase;
  const facts = {
    matches,
    scores: families,
    // The gate of general laundering is for cases where nothing at all points to exploitation.
    classified: typology.id === 'general-laundering' ? theCase.matches : matches,
    persons,
    minors,
    observations,
    scoring,
  };
  return {
    typology: typology.id,
    score: totalPoints(families),
    families,
    suppressorsIgnored,
    ...(matches.length === 0 ? nothing : await judged(theCase, typology, facts)),
  };
}

/**
 * The matches that count for a typology: those of its own indicators. Indicators of general laundering
 * that support another typology count for it only beside a match that points to exploitation, since
 * the account of whoever takes the money often shows nothing else; alone they would make every
 * launderer a trafficker.
 */
function matchesFor({ id }: Typology, matches: readonly Match[], { classes }: Scoring): Match[] {
  const own = matches.filter(({ typologies }) => typologies.includes(id));
  if (id === 'general-laundering') return own;
  const specific = own.filter(({ typologies }) => !typologies.includes('general-laundering'));
  return familiesOfClass(specific, 'E', classes).size > 0 ? own : specific;
}

type Judgement = Pick<TypologyScore, 'outcome' | 'reasons' | 'cappedBy'>;

const nothing: Judgement = {
  outcome: 'none',
  reasons: [
    {
      en: 'No indicator of this typology is matched.',
      fr: 'Aucun indicateur de cette typologie ne correspond.',
    },
  ],
};

async function judged(
  theCase: ScoredCase,
  typology: Typology,
  facts: CaseFacts,
): Promise<Judgement> {
  const { measures, gates, caps } = typology;
  const numbers = Object.fromEntries(
    Object.entries(measures).map(([name, measure]) => [name, caseMeasure(measure, facts)]),
  );
  const held = judgeAll(
    [...gates, ...caps].map(({ conditions }) => conditions),
    numbers,
  );
  const passed = gates.filter((_, index) => held[index]);
  const strongest = passed.reduce<Outcome>((best, { outcome }) => stronger(best, outcome), 'none');
  const cap = caps.find(
    (candidate, index) =>
      held[gates.length + index] &&
      isStronger(strongest, candidate.atMost) &&
      explainsWhole(candidate.explanation, theCase, facts.matches),
  );
  const outcome = cap?.atMost ?? strongest;
  const missed = gates.filter((gate) => isStronger(gate.outcome, strongest));
  return {
    outcome,
    reasons: [
      ...(cap ? [cap.reason] : []),
      ...passed.filter((gate) => gate.outcome === strongest).map(({ reason }) => reason),
      ...missed.map(({ outcome: missedOutcome, conditions, reason }) =>
        notPassed(missedOutcome, reason, shortfall(conditions, { measures, facts: numbers })),
      ),
    ],
    ...(cap && { cappedBy: cap.explanation }),
  };
}

/**
 * A cap is for one adult alone: nobody else is linked, nobody is a minor, and the explanation is
 * supported for every subject that has matches. An explanation never covers for somebody else.
 */
const explainsWhole = (
  explanation: string,
  { persons, minors, explanations }: ScoredCase,
  matches: readonly Match[],
): boolean =>
  persons.count === 1 &&
  minors.size === 0 &&
  matches.every((match) =>
    explanations.some(
      ({ subject, suppressor }) => subject === match.subject && suppressor === explanation,
    ),
  );

const rank = (outcome: Outcome): number => outcomes.indexOf(outcome);
export const isStronger = (a: Outcome, b: Outcome): boolean => rank(a) > rank(b);
const stronger = (a: Outcome, b: Outcome): Outcome => (isStronger(a, b) ? a : b);

const outcomeNames: Record<Outcome, Translated> = {
  none: { en: 'no outcome', fr: 'aucune suite' },
  watch: { en: 'watch', fr: 'surveillance' },
  review: { en: 'review', fr: 'examen' },
  priority: { en: 'priority', fr: 'priorité' },
};

function notPassed(outcome: Outcome, gate: Translated, missing: Translated | undefined) {
  const name = outcomeNames[outcome];
  return {
    en: `Gate “${name.en}” not passed (${trimmed(gate.en)}). ${missing?.en ?? ''}`.trim(),
    fr: `Seuil « ${name.fr} » non atteint (${trimmed(gate.fr)}). ${missing?.fr ?? ''}`.trim(),
  };
}

const trimmed = (sentence: string): string => sentence.replace(/\.$/, '');

import type { LedgerKey } from '../identifiers.ts';
import type { Family } from '../indicators/indicator.ts';
import type { Match } from '../indicators/match.ts';
import type { CaseMeasure, Scoring } from '../indicators/typology.ts';
import { type FamilyClass, familiesOfClass } from './family-classes.ts';
import { type FamilyScore, totalPoints } from './family-scores.ts';
import type { Persons } from './persons.ts';

/** What a gate may ask numbers about. */
export type CaseFacts = {
  /** The matches that count for the typology. */
  matches: readonly Match[];
  scores: readonly FamilyScore[];
  /** The matches by which classes of families are told: for general laundering those of all typologies. */
  classified: readonly Match[];
  persons: Persons;
  /** Subjects under 18. */
  minors: ReadonlySet<LedgerKey>;
  /** Staff observations about any subject, by code. */
  observations: ReadonlyMap<string, number>;
  scoring: Scoring;
};

/** The number that a case measure asks for. */
export function caseMeasure(measure: CaseMeasure, facts: CaseFacts): number {
  const { matches, scores, persons } = facts;
  const withPoints = scores.filter(({ points }) => points > 0).map(({ family }) => family);
  if ('score' in measure) return totalPoints(scores);
  if ('families' in measure) {
    return measure.families === 'all' ? withPoints.length : classCount(measure.families, facts);
  }
  if ('familiesAmong' in measure) {
    return withPoints.filter((family) => measure.familiesAmong.includes(family)).length;
  }
  if ('indicatorsAmong' in measure) {
    const { indicatorsAmong, strength = 1 } = measure;
    return distinctIndicators(
      matches.filter((m) => m.strength >= strength && indicatorsAmong.includes(m.indicator)),
    );
  }
  if ('indicatorsOfStrength' in measure) {
    const { indicatorsOfStrength: strength, outside } = measure;
    const inside: readonly Family[] = outside ? facts.scoring.classes[outside] : [];
    return distinctIndicators(
      matches.filter((m) => m.strength >= strength && !inside.includes(m.family)),
    );
  }
  if ('largest' in measure) return largest(measure.largest, matches);
  if ('subjectsWith' in measure) {
    return personCount(
      matches.filter(({ family }) => measure.subjectsWith.includes(family)),
      persons,
    );
  }
  if ('subjects' in measure) return personCount(matches, persons);
  if ('observed' in measure) {
    return measure.observed.reduce((sum, code) => sum + (facts.observations.get(code) ?? 0), 0);
  }
  return new Set([...facts.minors].map(persons.personOf)).size;
}

const classCount = (wanted: FamilyClass, { classified, scoring }: CaseFacts): number =>
  familiesOfClass(classified, wanted, scoring.classes).size;

const distinctIndicators = (matches: readonly Match[]): number =>
  new Set(matches.map(({ indicator }) => indicator)).size;

const personCount = (matches: readonly Match[], { personOf }: Persons): number =>
  new Set(matches.map(({ subject }) => personOf(subject))).size;

const largest = (
  wanted: readonly { indicator: string; measure: string }[],
  matches: readonly Match[],
): number =>
  Math.max(
    0,
    ...wanted.flatMap(({ indicator, measure }) =>
      matches
        .filter((match) => match.indicator === indicator)
        .map((match) => match.values[measure] ?? 0),
    ),
  );

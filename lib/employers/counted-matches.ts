import type * as z from 'zod';
import { familiesOfClass } from '../cases/family-classes.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Match } from '../indicators/match.ts';
import type { Scoring, Typology } from '../indicators/typology.ts';
import type { employerRiskSchema } from './employer-risk.ts';

type Signs = Record<'ofWorkers' | 'ofIntermediaries' | 'ofEmployer', readonly Match[]>;

type Counted = {
  /** Workers who show a pattern, sorted. */
  affected: LedgerKey[];
  matches: Match[];
  setAside: z.infer<typeof employerRiskSchema>['setAside'];
};

/**
 * Which matches say something of an employer. A worker's sign says something of the worker; it becomes
 * a pattern of the employer's when as many workers as the typology asks show the same family that
 * points to exploitation. Of workers who show a pattern everything counts, as in a case; of others
 * nothing. Otherwise the signs of people who have nothing in common but a large employer would add up.
 *
 * @param ofWorkers matches of the typology, each about pay of this employer.
 * @param ofIntermediaries they are no workers, so all count, where some worker shows a pattern: what
 *   somebody shows to whom pay goes says nothing alone of who pays it.
 * @param ofEmployer its own: all count.
 */
export function countedMatches(
  { ofWorkers, ofIntermediaries, ofEmployer }: Signs,
  personOf: (subject: LedgerKey) => LedgerKey,
  { workers: enough, oneIsEnough }: NonNullable<Typology['employers']>,
  { classes }: Scoring,
): Counted {
  const people = (matches: readonly Match[]) =>
    new Set(matches.map(({ subject }) => personOf(subject)));
  const signs = familiesOfClass(ofWorkers, 'E', classes);
  const patterns = new Set(
    [...signs].filter(
      (family) => people(ofWorkers.filter((match) => match.family === family)).size >= enough,
    ),
  );
  const affected = people(
    ofWorkers.filter(
      ({ family, indicator }) => patterns.has(family) || oneIsEnough.includes(indicator),
    ),
  );
  const counts = ({ subject }: Match) => affected.has(personOf(subject));
  const left = Map.groupBy(
    ofWorkers.filter((match) => !counts(match)),
    ({ family }) => family,
  );
  return {
    affected: [...new Set(ofWorkers.filter(counts).map(({ subject }) => subject))].sort(),
    matches: [
      ...ofWorkers.filter(counts),
      ...(affected.size > 0 ? ofIntermediaries : []),
      ...ofEmployer,
    ],
    setAside: [...left]
      .map(([family, all]) => ({
        family,
        indicators: [...new Set(all.map(({ indicator }) => indicator))].sort(),
        workers: people(all).size,
      }))
      .sort((a, b) => (a.family < b.family ? -1 : 1)),
  };
}

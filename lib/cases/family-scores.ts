import type * as z from 'zod';
import { type Family, families } from '../indicators/indicator.ts';
import type { Match } from '../indicators/match.ts';
import type { Scoring } from '../indicators/typology.ts';
import { dayMilliseconds, instant } from '../time.ts';
import type { familyScoreSchema } from './assessment.ts';
import type { Suppression } from './suppression.ts';

export type FamilyScore = z.infer<typeof familyScoreSchema>;

/**
 * Points by family: the best indicator and a share of the second best, because many indicators of a
 * family describe one fact. An indicator that several subjects match counts once, with the most
 * points that any of them gives it. A family without recent matches is worth less.
 *
 * @param suppression what explains each match; factors of 1 set explanations aside.
 * @param asOf local time from which ages are counted back.
 * @see indicator notes 9, steps 1 to 4
 */
export function familyScores(
  matches: readonly Match[],
  suppression: (match: Match) => Suppression,
  { asOf, scoring }: { asOf: string; scoring: Scoring },
): FamilyScore[] {
  const byFamily = Map.groupBy(matches, ({ family }) => family);
  return families.flatMap((family) => {
    const own = byFamily.get(family);
    return own ? [familyScore(family, own, suppression, { asOf, scoring })] : [];
  });
}

function familyScore(
  family: Family,
  matches: readonly Match[],
  suppression: (match: Match) => Suppression,
  { asOf, scoring }: { asOf: string; scoring: Scoring },
): FamilyScore {
  const strengthPoints = ({ strength }: Match) => scoring.points[strength - 1] ?? 0;
  const raw = bestAndSecond(matches, strengthPoints, scoring);
  const explained = bestAndSecond(
    matches,
    (match) => strengthPoints(match) * suppression(match).factor,
    scoring,
  );
  const newest = Math.max(...matches.map(({ until }) => instant(until)));
  const decayed = instant(asOf) - newest > scoring.decay.afterDays * dayMilliseconds;
  return {
    family,
    points: rounded(decayed ? explained * scoring.decay.factor : explained),
    rawPoints: rounded(raw),
    indicators: [...new Set(matches.map(({ indicator }) => indicator))].sort(),
    suppressedBy: [
      ...new Set(matches.flatMap((match) => suppression(match).by.map(({ id }) => id))),
    ].sort(),
    decayed,
  };
}

function bestAndSecond(
  matches: readonly Match[],
  pointsOf: (match: Match) => number,
  { secondBest }: Scoring,
): number {
  const byIndicator = Map.groupBy(matches, ({ indicator }) => indicator);
  const [best = 0, second = 0] = [...byIndicator.values()]
    .map((same) => Math.max(...same.map(pointsOf)))
    .sort((a, b) => b - a);
  return best + secondBest * second;
}

export const totalPoints = (scores: readonly FamilyScore[]): number =>
  rounded(scores.reduce((sum, { points }) => sum + points, 0));

/** To a hundredth, so that 8 + 1.6 + 1.2 + 9 is 19.8. */
const rounded = (points: number): number => Math.round(points * 100) / 100;

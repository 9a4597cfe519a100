import type { Family } from '../indicators/indicator.ts';
import type { Match } from '../indicators/match.ts';
import type { Scoring } from '../indicators/typology.ts';

/** E: exploitation. M: movement of money. C: context only. A family may be of several classes. */
export type FamilyClass = 'E' | 'M' | 'C';

/**
 * The families among `matches` that count for a class. More matches never make it fewer.
 *
 * @see indicator notes 8
 */
export function familiesOfClass(
  matches: readonly Match[],
  wanted: FamilyClass,
  classes: Scoring['classes'],
): Set<Family> {
  const matched = new Set(matches.map(({ family }) => family));
  if (wanted !== 'E') return new Set([...matched].filter((one) => classes[wanted].includes(one)));
  return new Set(
    matches
      .filter((match) => showsExploitation(match, matches, classes))
      .map(({ family }) => family),
  );
}

function showsExploitation(
  { indicator, family }: Match,
  matches: readonly Match[],
  { E, alsoE, onlyEWith, neverE }: Scoring['classes'],
): boolean {
  if (neverE.includes(indicator)) return false;
  if (alsoE.includes(indicator)) return true;
  if (!E.includes(family)) return false;
  const condition = onlyEWith.find((only) => only.family === family);
  return (
    condition === undefined ||
    matches.some(
      (match) =>
        condition.indicators.includes(match.indicator) || condition.families.includes(match.family),
    )
  );
}

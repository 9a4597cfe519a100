import type { CaseView } from '../../lib/cases/api.ts';

export type Matches = NonNullable<CaseView['assessment']>['matches'];

/**
 * Of each family the strongest match, the one with the most evidence on a tie: enough to see why, not
 * all there is.
 */
export function strongestOfEachFamily(matches: Matches): Matches {
  const byFamily = new Map<string, Matches[number]>();
  for (const match of matches) {
    const held = byFamily.get(match.family);
    if (!held || weighsMore(match, held)) byFamily.set(match.family, match);
  }
  return [...byFamily.values()].sort((a, b) => b.strength - a.strength);
}

const weighsMore = (a: Matches[number], b: Matches[number]): boolean =>
  a.strength > b.strength || (a.strength === b.strength && a.evidence.length > b.evidence.length);

import type { LedgerKey } from '../identifiers.ts';
import type { Suppressor } from '../indicators/indicator.ts';
import type { Match } from '../indicators/match.ts';
import type { Scoring } from '../indicators/typology.ts';
import type { Assessment } from './assessment.ts';

export type Explanations = Assessment['explanations'];

/** The explanations that speak for a match, and by how much its points shrink: 1 is not at all. */
export type Suppression = { by: Suppressor[]; factor: number };

/**
 * Which supported explanations touch which match. An explanation speaks only for the subject whose
 * data supports it. Families that no suppressor touches stay untouched, unless the suppressor names
 * the single indicator itself.
 *
 * @see indicator notes 7
 */
export function suppressionOf(
  explanations: Explanations,
  suppressors: readonly Suppressor[],
  { neverSuppressed }: Pick<Scoring, 'neverSuppressed'>,
): (match: Match) => Suppression {
  const bySubject = new Map<LedgerKey, Suppressor[]>();
  for (const { subject, suppressor: id } of explanations) {
    const suppressor = suppressors.find((known) => known.id === id);
    if (suppressor) bySubject.set(subject, [...(bySubject.get(subject) ?? []), suppressor]);
  }
  return (match) => {
    const by = (bySubject.get(match.subject) ?? []).filter((suppressor) =>
      touches(suppressor, match, neverSuppressed),
    );
    return { by, factor: by.reduce((product, { factor }) => product * factor, 1) };
  };
}

function touches(
  { families, indicators, onlyIndicators }: Suppressor,
  { family, indicator }: Match,
  neverSuppressed: Scoring['neverSuppressed'],
): boolean {
  if (indicators?.includes(indicator)) return true;
  if (neverSuppressed.includes(family) || !families.includes(family)) return false;
  return onlyIndicators === undefined || onlyIndicators.includes(indicator);
}

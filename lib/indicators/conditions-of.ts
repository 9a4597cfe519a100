import type { Comparison, Conditions, Indicator, RootConditions, Suppressor } from './indicator.ts';

/** Conditions, and where in the document they stand. */
export type PlacedConditions = { place: string; conditions: RootConditions };

/** The conditions of a document and those of its grades. */
export const conditionsOf = (
  document: Pick<Indicator | Suppressor, 'conditions'> & Pick<Partial<Indicator>, 'grades'>,
): PlacedConditions[] => [
  { place: 'conditions', conditions: document.conditions },
  ...(document.grades ?? []).map(({ conditions }, number) => ({
    place: `grades.${number}.conditions`,
    conditions,
  })),
];

/** Every comparison of conditions, however deep. */
export function comparisonsIn(conditions: Conditions): Comparison[] {
  if ('all' in conditions) return conditions.all.flatMap(comparisonsIn);
  if ('any' in conditions) return conditions.any.flatMap(comparisonsIn);
  if ('not' in conditions) return comparisonsIn(conditions.not);
  return [conditions];
}

/** The facts that conditions ask for, each once. */
export const factsAsked = (conditions: Conditions): string[] => [
  ...new Set(comparisonsIn(conditions).map(({ fact }) => fact)),
];

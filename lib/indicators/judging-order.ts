import type { Measure } from './measure.ts';

type Asking = { document: { id: string; measures: Record<string, Measure> } };

/** The other indicators that a document asks about by id. */
export const indicatorsAsked = (measures: Record<string, Measure>): string[] => [
  ...new Set(
    Object.values(measures).flatMap((measure) => ('matched' in measure ? measure.matched : [])),
  ),
];

/** Whether a document asks what other indicators of the subject say. */
export const asksAboutOthers = (measures: Record<string, Measure>): boolean =>
  Object.values(measures).some((measure) => 'matched' in measure || 'matchedFamilies' in measure);

/**
 * Indicators in an order in which each comes after those it asks about: first those that ask about no
 * others, which are all that families are asked for.
 *
 * @throws RangeError for a circle: rulebooks are checked before.
 */
export function judgingOrder<T extends Asking>(indicators: readonly T[]): T[] {
  const plain = indicators.filter(({ document }) => !asksAboutOthers(document.measures));
  const byId = new Map(indicators.map((one) => [one.document.id, one]));
  const ordered = new Set<T>(plain);
  const add = (one: T, waiting: ReadonlySet<T>) => {
    if (ordered.has(one)) return;
    if (waiting.has(one)) throw new RangeError(`${one.document.id} asks about itself`);
    for (const id of indicatorsAsked(one.document.measures)) {
      const asked = byId.get(id);
      if (asked) add(asked, new Set([...waiting, one]));
    }
    ordered.add(one);
  };
  for (const one of indicators) add(one, new Set());
  return [...ordered];
}

import type { Indicator } from './indicator.ts';
import { asksAboutOthers, indicatorsAsked } from './judging-order.ts';
import type { Rulebook } from './rulebook.ts';

const known = new WeakMap<Rulebook, Map<string, Rulebook>>();

/**
 * A rulebook of one indicator and those that it asks about, by id or by family, and that they ask
 * about: what it says is what the whole rulebook says of it.
 *
 * @returns undefined when the rulebook has no such indicator.
 */
export function singleRulebook(rulebook: Rulebook, id: string): Rulebook | undefined {
  const indicator = rulebook.indicators.find((one) => one.id === id);
  if (!indicator) return undefined;
  const singles = known.get(rulebook) ?? new Map<string, Rulebook>();
  known.set(rulebook, singles);
  const single = singles.get(id) ?? singleOf(indicator, rulebook);
  singles.set(id, single);
  return single;
}

function singleOf(indicator: Indicator, rulebook: Rulebook): Rulebook {
  const wanted = new Set([indicator]);
  // A set is walked through with whatever is added on the way.
  for (const one of wanted) for (const asked of askedBy(one, rulebook)) wanted.add(asked);
  return {
    ...rulebook,
    indicators: rulebook.indicators.filter((one) => wanted.has(one)),
    suppressors: [],
  };
}

function askedBy({ measures }: Indicator, { indicators }: Rulebook): Indicator[] {
  const ids = new Set(indicatorsAsked(measures));
  const families = new Set(
    Object.values(measures).flatMap((measure) =>
      'matchedFamilies' in measure ? measure.matchedFamilies : [],
    ),
  );
  return indicators.filter(
    (one) => ids.has(one.id) || (families.has(one.family) && !asksAboutOthers(one.measures)),
  );
}

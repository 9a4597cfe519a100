import type { Indicator } from '../lib/indicators/indicator.ts';
import { judgeNetwork } from '../lib/indicators/judge-network.ts';
import { type Findings, judgeSubject } from '../lib/indicators/judge-subject.ts';
import type { Measure } from '../lib/indicators/measure.ts';
import { isNetworkIndicator } from '../lib/indicators/neighbourhood.ts';
import type { Rulebook } from '../lib/indicators/rulebook.ts';
import { expandCaseLedger, type IndicatorCase } from './case-ledger.ts';
import { neighbourhoodOfCase } from './case-neighbours.ts';
import { mutantsOf } from './mutants.ts';

/** What an indicator says of a case; the strength only where the case states one. */
export type Outcome = Pick<IndicatorCase, 'outcome' | 'strength'>;

/** What each of several readings of one indicator says of a case's ledger. */
export async function outcomesOf(
  documents: readonly Indicator[],
  theCase: IndicatorCase,
  rulebook: Rulebook,
): Promise<Outcome[]> {
  const renamed = documents.map((document, place) => ({ ...document, id: `${place}` }));
  const book = {
    ...rulebook,
    indicators: [...companionsOf(documents, rulebook), ...renamed],
    suppressors: [],
  };
  const ledger = expandCaseLedger(theCase.ledger);
  const findings = documents.some(isNetworkIndicator)
    ? await judgeNetwork(book, ledger.key, await neighbourhoodOfCase(theCase, rulebook))
    : await judgeSubject(book, ledger);
  return renamed.map(({ id }) => outcomeIn(findings, id, theCase.strength !== undefined));
}

function outcomeIn(
  { matches, notEvaluable }: Findings,
  id: string,
  withStrength: boolean,
): Outcome {
  const match = matches.findLast(({ indicator }) => indicator === id);
  if (match) {
    return { outcome: 'match', ...(withStrength && { strength: match.strength }) };
  }
  const unknown = notEvaluable.some(({ indicator }) => indicator === id);
  return { outcome: unknown ? 'not-evaluable' : 'no-match' };
}

/** The other indicators that a document asks about, and those that they ask about. */
function companionsOf(documents: readonly Indicator[], { indicators }: Rulebook): Indicator[] {
  const own = new Set(documents.map(({ id }) => id));
  const wanted = new Set<string>();
  const add = (document: Indicator) => {
    for (const measure of Object.values(document.measures)) {
      for (const companion of indicators.filter((one) => isAskedFor(one, measure))) {
        if (own.has(companion.id) || wanted.has(companion.id)) continue;
        wanted.add(companion.id);
        add(companion);
      }
    }
  };
  documents.forEach(add);
  return indicators.filter(({ id }) => wanted.has(id));
}

const isAskedFor = ({ id, family }: Indicator, measure: Measure): boolean =>
  ('matched' in measure && measure.matched.includes(id)) ||
  ('matchedFamilies' in measure && measure.matchedFamilies.includes(family));

/** A change that no case notices. */
export type Survivors = { mutants: number; surviving: string[] };

/** Makes every small change to an indicator and keeps those after which every case has its outcome. */
export async function survivorsOf(
  indicator: Indicator,
  cases: readonly IndicatorCase[],
  rulebook: Rulebook,
): Promise<Survivors> {
  const mutants = mutantsOf(indicator);
  const unnoticed = new Set(mutants.keys());
  for (const theCase of cases) {
    const left = [...unnoticed];
    const found = await outcomesOf(
      left.flatMap((place) => mutants[place]?.indicator ?? []),
      theCase,
      rulebook,
    );
    left.forEach((place, at) => {
      if (!isSame(found[at], theCase)) unnoticed.delete(place);
    });
  }
  return {
    mutants: mutants.length,
    surviving: [...unnoticed].flatMap((place) => mutants[place]?.change ?? []),
  };
}

export const isSame = (found: Outcome | undefined, { outcome, strength }: Outcome): boolean =>
  found?.outcome === outcome && found.strength === strength;

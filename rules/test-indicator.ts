import type { Indicator, Suppressor } from '../lib/indicators/indicator.ts';
import { judgeSubject } from '../lib/indicators/judge-subject.ts';
import type { Rulebook } from '../lib/indicators/rulebook.ts';
import { expandCaseLedger, type IndicatorCase } from './case-ledger.ts';
import { isSame, outcomesOf, survivorsOf } from './judge-cases.ts';
import type { IndicatorFolder } from './read-rules.ts';
import type { Survivor } from './survivors.ts';

/** What an indicator's own cases say of it. */
export type TestedIndicator = {
  id: string;
  cases: number;
  /** Cases that came out otherwise than they say. */
  failures: string[];
  mutants: number;
  /** Changes that no case can notice, with the reason that was given. */
  explained: Survivor[];
  /** Changes that no case notices and nobody has given a reason for. */
  unexplained: string[];
  /** Reasons given for changes that some case does notice, or that nobody makes. */
  stale: string[];
};

/** How many of the changes some case notices. */
export const killed = ({ mutants, explained, unexplained }: TestedIndicator): number =>
  mutants - explained.length - unexplained.length;

/** Runs the cases of an indicator, and every small change of it against them. */
export async function testIndicator(
  { indicator, cases, survivors }: IndicatorFolder,
  rulebook: Rulebook,
): Promise<TestedIndicator> {
  const failures = await Promise.all(cases.map((one) => failureOf(indicator, one, rulebook)));
  const { mutants, surviving } = await survivorsOf(indicator, cases, rulebook);
  const given = survivors.map(({ change }) => change);
  return {
    id: indicator.id,
    cases: cases.length,
    failures: failures.flat(),
    mutants,
    explained: survivors.filter(({ change }) => surviving.includes(change)),
    unexplained: surviving.filter((change) => !given.includes(change)),
    stale: given.filter((change) => !surviving.includes(change)),
  };
}

/** Why a case is not as it says; nothing when it is. */
async function failureOf(
  indicator: Indicator,
  theCase: IndicatorCase,
  rulebook: Rulebook,
): Promise<string[]> {
  const [found] = await outcomesOf([indicator], theCase, rulebook);
  const wrong = isSame(found, theCase)
    ? []
    : [`given ${theCase.given}: ${JSON.stringify(found)} instead of ${theCase.outcome}`];
  return [...wrong, ...(await explanationMissing(indicator, theCase, rulebook))];
}

/** A case that names an explanation has data that supports it, and the explanation concerns it. */
async function explanationMissing(
  indicator: Indicator,
  { given, ledger, explainedBy }: IndicatorCase,
  rulebook: Rulebook,
): Promise<string[]> {
  if (explainedBy === undefined) return [];
  const suppressor = rulebook.suppressors.find(({ id }) => id === explainedBy);
  if (!suppressor) return [`given ${given}: the rulebook has no ${explainedBy}`];
  const { explanations } = await judgeSubject(
    { ...rulebook, indicators: [], suppressors: [suppressor] },
    expandCaseLedger(ledger),
  );
  return [
    ...(explanations.length === 0 ? [`given ${given}: ${explainedBy} is not supported`] : []),
    ...(isNamed(indicator, suppressor) ? [] : [`given ${given}: ${explainedBy} is not named`]),
  ];
}

const isNamed = ({ suppressedBy }: Indicator, { id }: Suppressor): boolean =>
  suppressedBy.includes(id);

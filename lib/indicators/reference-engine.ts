import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Conditions, RootConditions } from './indicator.ts';
import type { MeasureValue } from './match.ts';

/** The facts of one judgement: every measure that the conditions name; null where it is undefined. */
export type Facts = Record<string, MeasureValue>;

/** The answer when it is known already, and the way to it when it is not. */
export type Judge = {
  /** The measures that the conditions name. */
  facts: readonly string[];
  remembered(facts: Facts): boolean | undefined;
  judge(facts: Facts): Promise<boolean>;
};

/**
 * Conditions, judged by json-rules-engine as it stands: its operators, its groups, one engine for
 * each document, facts given with each run. Paths are refused and unknown facts are errors.
 *
 * Its operators do not accept null where they compare order, and `equal` is strict, so an undefined
 * measure meets no comparison. `notEqual` and `not` would hold for it; a document that could ask them
 * of an undefined measure is refused when the rulebook is checked.
 *
 * An answer depends on a fact only by where it lies among the values it is compared with, so answers
 * are remembered by these places: the engine runs once for each combination that occurs.
 *
 * An engine may not run twice at a time: the run that ends first would stop the other before its rule
 * was judged, and its answer would be "no". So runs wait for each other.
 */
export function createJudge(conditions: RootConditions): Judge {
  const engine = new Engine([], {
    allowUndefinedFacts: false,
    pathResolver: () => {
      throw new RangeError('conditions have no paths');
    },
  });
  // The engine's types ask for mutable conditions; it makes its own copy of them.
  engine.addRule({
    conditions: structuredClone(conditions) as TopLevelCondition,
    event: { type: 'holds' },
  });
  const limits = limitsOf(conditions);
  const answers = new Map<string, boolean>();
  let last: Promise<unknown> = Promise.resolve();
  const nameOf = (facts: Facts) =>
    [...limits].map(([fact, values]) => placeAmong(values, facts[fact])).join();
  return {
    facts: [...limits.keys()],
    remembered: (facts) => answers.get(nameOf(facts)),
    async judge(facts) {
      const run = last.then(() => engine.run({ ...facts }));
      last = run.catch(() => undefined);
      const { events } = await run;
      const holds = events.length > 0;
      answers.set(nameOf(facts), holds);
      return holds;
    },
  };
}

/** The values each fact is compared with, ascending. */
function limitsOf(conditions: RootConditions): Map<string, number[]> {
  const limits = new Map<string, number[]>();
  for (const { fact, value } of comparisonsIn(conditions)) {
    limits.set(
      fact,
      [...new Set([...(limits.get(fact) ?? []), value])].sort((a, b) => a - b),
    );
  }
  return limits;
}

export function comparisonsIn(conditions: Conditions): { fact: string; value: number }[] {
  if ('all' in conditions) return conditions.all.flatMap(comparisonsIn);
  if ('any' in conditions) return conditions.any.flatMap(comparisonsIn);
  if ('not' in conditions) return comparisonsIn(conditions.not);
  return [conditions];
}

/** Even on a value, odd between two; "null" for what is undefined, "absent" for what is not given. */
function placeAmong(limits: readonly number[], fact: MeasureValue | undefined): string {
  if (fact === undefined) return 'absent';
  if (fact === null) return 'null';
  const above = limits.findIndex((limit) => limit >= fact);
  if (above < 0) return String(2 * limits.length + 1);
  return String(limits[above] === fact ? 2 * above + 2 : 2 * above + 1);
}

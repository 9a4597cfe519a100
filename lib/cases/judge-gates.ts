import { acceptConditions } from '../indicators/conditions/accept.ts';
import { compileConditions } from '../indicators/conditions/compile.ts';
import { factsAsked } from '../indicators/conditions-of.ts';
import type { RootConditions } from '../indicators/indicator.ts';

type Compiled = { names: readonly string[]; holds: (values: Float64Array) => boolean };

/** Each condition of a typology is compiled once, as long as the rulebook is in use. */
const known = new WeakMap<RootConditions, Compiled>();

/** Which of these conditions hold over named numbers, in their order. */
export const judgeAll = (
  conditions: readonly RootConditions[],
  facts: Readonly<Record<string, number>>,
): boolean[] =>
  conditions.map((condition) => {
    const { names, holds } = compiled(condition);
    return holds(Float64Array.from(names, (name) => facts[name] ?? Number.NaN));
  });

function compiled(condition: RootConditions): Compiled {
  const found = known.get(condition) ?? compile(condition);
  known.set(condition, found);
  return found;
}

function compile(condition: RootConditions): Compiled {
  const names = factsAsked(condition);
  const holds = compileConditions(acceptConditions(condition), {
    slotOf: (name) => names.indexOf(name),
  });
  return { names, holds };
}

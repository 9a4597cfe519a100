import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { type Compiled, compileRulebook } from '../lib/indicators/compiled-rulebook.ts';
import type { Conditions, Indicator } from '../lib/indicators/indicator.ts';
import type { Rulebook } from '../lib/indicators/rulebook.ts';

/*
 * The conditions of a whole library over ready measures, three times: by json-rules-engine with one
 * engine that is used again, by the compiled documents, and by plain closures that know nothing but
 * numbers, as a yardstick of what is possible.
 */

/** The values of the measures of each indicator as of one entry; NaN where one is undefined. */
export type FactSet = readonly Float64Array[];

type Closure = (values: Float64Array) => boolean;

export function compiledConditions(rulebook: Rulebook) {
  return counting(compileRulebook(rulebook).indicators.map(({ holds }) => holds));
}

/** Counts those that hold, by number: an iterator would take a third of the time. */
function counting(closures: readonly Closure[]) {
  return (facts: FactSet): number => {
    let holding = 0;
    for (let place = 0; place < closures.length; place += 1) {
      if (closures[place]?.(facts[place] as Float64Array)) holding += 1;
    }
    return holding;
  };
}

/** The engine wants facts by name; they are made ready outside of what is timed. */
export function engineConditions(rulebook: Rulebook) {
  const { indicators } = compileRulebook(rulebook);
  const engine = new Engine([], {
    pathResolver: () => {
      throw new RangeError('conditions have no paths');
    },
  });
  for (const { document } of indicators) {
    engine.addRule({
      conditions: renamed(document.conditions, document.id) as TopLevelCondition,
      event: { type: document.id },
    });
  }
  return {
    factsOf: (facts: FactSet): Record<string, number | null> =>
      Object.fromEntries(
        indicators.flatMap(({ document, names }, place) =>
          names.map((name, slot) => {
            const value = facts[place]?.[slot] ?? Number.NaN;
            return [`${document.id}.${name}`, Number.isNaN(value) ? null : value];
          }),
        ),
      ),
    run: async (facts: Record<string, number | null>): Promise<number> =>
      (await engine.run(facts)).events.length,
  };
}

function renamed(part: Conditions, id: string): object {
  if ('all' in part) return { all: part.all.map((one) => renamed(one, id)) };
  if ('any' in part) return { any: part.any.map((one) => renamed(one, id)) };
  if ('not' in part) return { not: renamed(part.not, id) };
  return { ...part, fact: `${id}.${part.fact}` };
}

/** What somebody would write by hand for these documents alone. */
export function closureConditions(rulebook: Rulebook) {
  return counting(compileRulebook(rulebook).indicators.map(closureOf));
}

function closureOf({ document, names }: Compiled<Indicator>): Closure {
  const make = (part: Conditions): Closure => {
    if ('all' in part) {
      const all = part.all.map(make);
      return (values) => all.every((one) => one(values));
    }
    if ('any' in part) {
      const any = part.any.map(make);
      return (values) => any.some((one) => one(values));
    }
    if ('not' in part) {
      const one = make(part.not);
      return (values) => !one(values);
    }
    const { operator, value } = part;
    const slot = names.indexOf(part.fact);
    switch (operator) {
      case 'equal':
        return (values) => values[slot] === value;
      case 'notEqual':
        return (values) => values[slot] !== value;
      case 'lessThan':
        return (values) => (values[slot] as number) < value;
      case 'lessThanInclusive':
        return (values) => (values[slot] as number) <= value;
      case 'greaterThan':
        return (values) => (values[slot] as number) > value;
      case 'greaterThanInclusive':
        return (values) => (values[slot] as number) >= value;
    }
  };
  return make(document.conditions);
}

import type { Indicator, Suppressor } from './indicator.ts';
import { type CompiledLists, compileLists } from './lists.ts';
import type { Measure } from './measure.ts';
import { createJudge, type Judge } from './reference-engine.ts';
import type { Rulebook } from './rulebook.ts';

/** Measures and the judge of their conditions: what indicators and suppressors have in common. */
export type Compiled<T> = { document: T; measures: [string, Measure][]; judge: Judge };

export type CompiledRulebook = {
  number: number;
  indicators: Compiled<Indicator>[];
  suppressors: Compiled<Suppressor>[];
  lists: CompiledLists;
};

const compiled = new WeakMap<Rulebook, CompiledRulebook>();

/** A rulebook never changes, so it is made ready once. */
export function compileRulebook(rulebook: Rulebook): CompiledRulebook {
  const known = compiled.get(rulebook);
  if (known) return known;
  const ready: CompiledRulebook = {
    number: rulebook.number,
    indicators: rulebook.indicators.map(compileDocument),
    suppressors: rulebook.suppressors.map(compileDocument),
    lists: compileLists(rulebook.lists),
  };
  compiled.set(rulebook, ready);
  return ready;
}

const compileDocument = <T extends Indicator | Suppressor>(document: T): Compiled<T> => ({
  document,
  measures: Object.entries(document.measures),
  judge: createJudge(document.conditions),
});

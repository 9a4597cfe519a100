import type { CompiledRulebook } from './compiled-rulebook.ts';
import type { EntryReading } from './entry-reading.ts';
import type { LackingData } from './lacking-data.ts';
import { countSelected, type Series } from './measures/series.ts';
import { type JudgedIndicator, measuresFrom } from './measures.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { Counted } from './possible.ts';
import type { SubjectFacts } from './subject-facts.ts';

/** What indicators are judged by: measures by number, from one moment on. */
export type Measured = {
  facts: SubjectFacts;
  from: number;
  series(number: number): Series;
  /** Lets go of a measure that nothing asks for again; asked for all the same, it is computed anew. */
  forget(number: number): void;
  /** How many selected entries there are in the window as of that moment, and after it. */
  most(counted: Counted): number;
};

/** @param judged grows while indicators are judged that others ask about. */
export function measuredFrom(
  from: number,
  { computes }: Pick<CompiledRulebook, 'computes'>,
  {
    facts,
    reading: { selection, view },
    lacking: { byNumber },
    judged,
    neighbourhood,
  }: {
    facts: SubjectFacts;
    reading: EntryReading;
    lacking: LackingData;
    judged: readonly JudgedIndicator[];
    neighbourhood?: Neighbourhood | undefined;
  },
): Measured {
  const { timeline } = facts;
  const isLacking = (number: number) => (byNumber[number]?.length ?? 0) > 0;
  const sources = { facts, view: view(), selection, judged, neighbourhood, isLacking };
  const { series, forget } = measuresFrom(from, computes, sources);
  return {
    facts,
    from,
    series,
    forget,
    most: ({ selector, over }) =>
      countSelected({ timeline, from, selected: selection.selected(selector), over }),
  };
}

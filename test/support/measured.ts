import { entryReading } from '../../lib/indicators/entry-reading.ts';
import { compileLists } from '../../lib/indicators/lists.ts';
import type { Measure } from '../../lib/indicators/measure.ts';
import { measurePlans } from '../../lib/indicators/measure-plans.ts';
import { valueAt } from '../../lib/indicators/measures/series.ts';
import { compileMeasure, measuresFrom } from '../../lib/indicators/measures.ts';
import { fieldNeeds } from '../../lib/indicators/missing-fields.ts';
import type { Neighbourhood } from '../../lib/indicators/neighbourhood.ts';
import { compileSelection } from '../../lib/indicators/selection.ts';
import type { SubjectFacts } from '../../lib/indicators/subject-facts.ts';
import { lists } from './rulebooks.ts';

const compiled = compileLists(lists);

/**
 * A single measure as of every moment of a ledger; NaN where it is undefined.
 *
 * @param from the first moment to be measured; those before it are absent.
 */
export function measured(
  measure: Measure,
  facts: SubjectFacts,
  { neighbourhood, from = 0 }: { neighbourhood?: Neighbourhood; from?: number } = {},
) {
  const plans = measurePlans();
  const number = plans.numberOf('measure', { measure });
  const { selection, view, readFrom } = entryReading(facts, {
    lists: compiled,
    newSelection: compileSelection(plans.selectors, compiled),
    newTold: fieldNeeds().newTold,
  });
  readFrom(0);
  const computes = plans.plans.map((plan) => compileMeasure(plan, compiled));
  const isLacking = () => false;
  const sources = { facts, view: view(), selection, judged: [], neighbourhood, isLacking };
  const series = measuresFrom(from, computes, sources).series(number);
  const { lastEntry } = facts.timeline;
  return {
    lastEntry: lastEntry.slice(from),
    values: lastEntry.slice(from).map((_, offset) => valueAt(series, from + offset)),
    evidence: (moment: number) => series.evidence(moment),
  };
}

/** The entries that a selector keeps, by their places in the ledger. */
export function selected(
  selector: Extract<Measure, { count: unknown }>['count'],
  facts: SubjectFacts,
) {
  const { selection, readFrom } = entryReading(facts, {
    lists: compiled,
    newSelection: compileSelection([selector], compiled),
    newTold: fieldNeeds().newTold,
  });
  readFrom(0);
  return selection.selected(0);
}

/** What the measures of a document need and the ledger's entries never tell. */
export function missingFields(measures: Record<string, Measure>, facts: SubjectFacts) {
  const fields = fieldNeeds();
  const needs = Object.values(measures).flatMap(fields.needsOf);
  const told = fields.newTold();
  for (const entry of facts.entries) told.add(entry);
  return told.missing(needs, facts);
}

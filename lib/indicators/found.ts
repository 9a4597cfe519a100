import { digest } from '../identifiers.ts';
import { entryName, entryRef } from '../ledger/entry.ts';
import type { Compiled, Needed } from './compiled-rulebook.ts';
import type { Indicator, Suppressor } from './indicator.ts';
import type { Match, MeasureValue, SupportedExplanation } from './match.ts';
import type { Measured } from './measured.ts';
import type { Run } from './measures/matched.ts';
import { valueAt } from './measures/series.ts';
import { renderSentence } from './sentence.ts';
import { lastEntryAt } from './subject-facts.ts';

/** What was found of one indicator: the runs of moments as of which it holds, and a match for each. */
export type Found = { runs: readonly Run[]; matches: readonly Match[] };

export const nothingFound: Found = { runs: [], matches: [] };

/**
 * What an indicator says, where it was judged before and may say something else from a moment on.
 * Runs that ended before it stay as they were found.
 */
export function renewed(indicator: Compiled<Indicator>, before: Found, measured: Measured): Found {
  const { from } = measured;
  const runs = joined(
    before.runs.filter((run) => run.from < from),
    runsFrom(indicator, measured),
    from,
  );
  const matches = runs.map((run, place) => {
    const told = run.until < from ? before.matches[place] : undefined;
    return told && before.runs[place]?.until === run.until
      ? told
      : matchOf(indicator, run, measured);
  });
  return { runs, matches };
}

/** A run that goes on at the moment from which it is judged anew is one run. */
function joined(before: readonly Run[], next: readonly Run[], from: number): Run[] {
  const runs = before.map((run) => ({ ...run, until: Math.min(run.until, from - 1) }));
  const [last, first] = [runs.at(-1), next[0]];
  if (!last || !first || last.until !== from - 1 || first.from !== from) return [...runs, ...next];
  return [...runs.slice(0, -1), { from: last.from, until: first.until }, ...next.slice(1)];
}

/** The runs from a moment on. Between two moments at which no measure changes nothing does. */
function runsFrom(indicator: Compiled<Indicator>, measured: Measured): Run[] {
  const { facts, from, series } = measured;
  const count = facts.timeline.moments.length;
  if (from >= count) return [];
  if (indicator.isPossible?.(measured.most) === false) return [];
  for (const { number, holds } of indicator.needed) {
    if (!series(number).values.some(holds)) return [];
  }
  const asked = indicator.asked.map((place) => ({
    place,
    steps: series(indicator.numbers[place] as number),
    next: 0,
  }));
  const values = new Float64Array(indicator.names.length).fill(Number.NaN);
  const runs: Run[] = [];
  let open: number | undefined;
  for (let moment = from; moment < count; ) {
    let change = count;
    for (const one of asked) {
      const { at } = one.steps;
      while (one.next < at.length && (at[one.next] as number) <= moment) one.next += 1;
      values[one.place] = one.steps.values[one.next - 1] ?? Number.NaN;
      if (one.next < at.length) change = Math.min(change, at[one.next] as number);
    }
    const holds = indicator.holds(values);
    if (holds) open ??= moment;
    else if (open !== undefined) {
      runs.push({ from: open, until: moment - 1 });
      open = undefined;
    }
    moment = change;
  }
  if (open !== undefined) runs.push({ from: open, until: count - 1 });
  return runs;
}

function matchOf(indicator: Compiled<Indicator>, run: Run, measured: Measured): Match {
  const { document, grades } = indicator;
  const { facts } = measured;
  const values = valuesAt(indicator, run.until, measured);
  const told = namedValues(indicator, values);
  const from = lastEntryAt(run.from, facts);
  const name = JSON.stringify([facts.subject, document.id, entryName(from)]);
  const grade = grades.find(({ holds }) => holds(values));
  return {
    matchId: `match-${digest(name).slice(0, 16)}`,
    subject: facts.subject,
    indicator: document.id,
    version: document.version,
    family: document.family,
    strength: grade?.strength ?? document.strength,
    typologies: document.typologies,
    from: from.at,
    until: lastEntryAt(run.until, facts).at,
    values: told,
    sentence: renderSentence(document.sentence, told),
    evidence: evidenceRefs(indicator, run.until, measured),
  };
}

/** An innocent explanation as of the first moment that is measured; undefined if not supported. */
export function explanationOf(
  suppressor: Compiled<Suppressor>,
  measured: Measured,
): SupportedExplanation | undefined {
  const { from, series } = measured;
  if (suppressor.isPossible?.(measured.most) === false) return undefined;
  const isMissed = ({ number, holds }: Needed) => !holds(valueAt(series(number), from));
  if (suppressor.needed.some(isMissed)) return undefined;
  const values = valuesAt(suppressor, from, measured);
  if (!suppressor.holds(values)) return undefined;
  return {
    suppressor: suppressor.document.id,
    sentence: renderSentence(suppressor.document.sentence, namedValues(suppressor, values)),
    evidence: evidenceRefs(suppressor, from, measured),
  };
}

type Document = Compiled<Indicator | Suppressor>;

const valuesAt = ({ numbers }: Document, moment: number, { series }: Measured): Float64Array =>
  Float64Array.from(numbers, (number) => valueAt(series(number), moment));

const namedValues = ({ names }: Document, values: Float64Array): Record<string, MeasureValue> =>
  Object.fromEntries(
    names.map((name, place) => {
      const value = values[place] ?? Number.NaN;
      return [name, Number.isNaN(value) ? null : value];
    }),
  );

/** The entries that the measures of a document were computed from as of a moment, in any order. */
export const evidenceOf =
  ({ numbers }: Document, { series }: Pick<Measured, 'series'>) =>
  (moment: number): number[] =>
    numbers.flatMap((number) => [...series(number).evidence(moment)]);

/** The same in the order of time, each once. */
const evidenceRefs = (document: Document, moment: number, measured: Measured) =>
  [...new Set(evidenceOf(document, measured)(moment))]
    .sort((a, b) => a - b)
    .flatMap((index) => measured.facts.entries[index] ?? [])
    .map(entryRef);

import { digest } from '../identifiers.ts';
import { type Entry, entryName, entryRef } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type Compiled, compileRulebook } from './compiled-rulebook.ts';
import type { Indicator, Suppressor } from './indicator.ts';
import type { Evaluation, Match, MeasureValue, SupportedExplanation } from './match.ts';
import type { Series } from './measures/series.ts';
import { measuresOf } from './measures.ts';
import { missingData } from './missing-data.ts';
import type { Facts } from './reference-engine.ts';
import type { Rulebook } from './rulebook.ts';
import { renderSentence } from './sentence.ts';
import { subjectFacts } from './subject-facts.ts';

/**
 * Everything a rulebook has to say about one subject: a function of its ledger and of nothing else.
 *
 * Each indicator is judged as of each entry, with measures over the entries up to and including it;
 * simultaneous entries are judged together, as of the last of them. A match is a maximal run of
 * entries as of which the conditions hold, told as of the last entry of the run. An indicator whose
 * data no report supplied is not evaluable and is not judged. Explanations are judged as of the
 * newest entry alone; in them a measure over data no report supplied is undefined, so that a fact can
 * be one way among others to support them. A ledger without entries has no moment to judge it as of.
 */
export async function judgeSubject(rulebook: Rulebook, ledger: Ledger): Promise<Evaluation> {
  const { number, indicators, suppressors, lists } = compileRulebook(rulebook);
  const facts = subjectFacts(ledger);
  const measures = measuresOf(facts, lists);
  const context: Context = {
    subject: ledger.key,
    entries: facts.entries,
    lastEntry: measures.timeline.lastEntry,
    seriesOf: ({ measures: named }) => seriesByName(named, measures.series),
  };
  const evaluation: Evaluation = {
    subject: ledger.key,
    ledgerVersion: ledger.version,
    rulebook: number,
    matches: [],
    notEvaluable: [],
    explanations: [],
  };
  for (const indicator of indicators) {
    const missing = missingData(indicator.document, facts);
    if (missing.length > 0) {
      evaluation.notEvaluable.push({ indicator: indicator.document.id, missing });
    } else {
      evaluation.matches.push(...(await matchesOf(indicator, context)));
    }
  }
  for (const suppressor of suppressors) {
    const explanation = await explanationOf(suppressor, context);
    if (explanation) evaluation.explanations.push(explanation);
  }
  return evaluation;
}

type Named = Map<string, Series>;

type Context = {
  subject: string;
  entries: readonly Entry[];
  /** Per moment the index of its last entry. */
  lastEntry: Int32Array;
  seriesOf(document: Compiled<Indicator | Suppressor>): Named;
};

/** Shares divide what the other measures of the document give. */
function seriesByName(
  measures: Compiled<Indicator>['measures'],
  compute: ReturnType<typeof measuresOf>['series'],
): Named {
  const named: Named = new Map();
  for (const [name, measure] of measures) {
    if (!('share' in measure)) named.set(name, compute(measure));
  }
  for (const [name, measure] of measures) {
    if (!('share' in measure)) continue;
    const [part, whole] = [named.get(measure.share), named.get(measure.of)];
    if (part && whole) named.set(name, shareSeries(part, whole));
  }
  return named;
}

const shareSeries = (part: Series, whole: Series): Series => ({
  values: part.values.map((value, moment) => {
    const divisor = whole.values[moment] ?? 0;
    return divisor === 0 ? Number.NaN : value / divisor;
  }),
  evidence: (moment) => [...part.evidence(moment), ...whole.evidence(moment)],
});

const valueAt = ({ values }: Series, moment: number): MeasureValue => {
  const value = values[moment] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
};

const valuesAt = (series: Named, moment: number): Record<string, MeasureValue> =>
  Object.fromEntries([...series].map(([name, one]) => [name, valueAt(one, moment)]));

/** Whether the conditions hold as of each moment. Most answers are remembered. */
async function holding(
  { judge }: Compiled<Indicator | Suppressor>,
  series: Named,
  moments: number[],
) {
  const named = judge.facts.flatMap((name) => {
    const one = series.get(name);
    return one ? [{ name, one }] : [];
  });
  const answers: boolean[] = [];
  for (const moment of moments) {
    const unchanged = named.every(({ one }) =>
      Object.is(one.values[moment], one.values[moment - 1]),
    );
    const last = answers.at(-1);
    if (unchanged && last !== undefined) {
      answers.push(last);
      continue;
    }
    const facts: Facts = {};
    for (const { name, one } of named) facts[name] = valueAt(one, moment);
    answers.push(judge.remembered(facts) ?? (await judge.judge(facts)));
  }
  return answers;
}

async function matchesOf(indicator: Compiled<Indicator>, context: Context): Promise<Match[]> {
  const series = context.seriesOf(indicator);
  const holds = await holding(indicator, series, [...context.lastEntry.keys()]);
  const matches: Match[] = [];
  for (let from = 0; from < holds.length; from += 1) {
    if (!holds[from]) continue;
    let until = from;
    while (holds[until + 1]) until += 1;
    matches.push(matchOf(indicator.document, series, { from, until }, context));
    from = until;
  }
  return matches;
}

function matchOf(
  indicator: Indicator,
  series: Named,
  run: { from: number; until: number },
  context: Context,
): Match {
  const from = entryAt(run.from, context);
  const values = valuesAt(series, run.until);
  const name = JSON.stringify([context.subject, indicator.id, entryName(from)]);
  return {
    matchId: `match-${digest(name).slice(0, 16)}`,
    subject: context.subject,
    indicator: indicator.id,
    version: indicator.version,
    family: indicator.family,
    strength: indicator.strength,
    typologies: indicator.typologies,
    from: from.at,
    until: entryAt(run.until, context).at,
    values,
    sentence: renderSentence(indicator.sentence, values),
    evidence: evidenceAt(series, run.until, context),
  };
}

async function explanationOf(
  suppressor: Compiled<Suppressor>,
  context: Context,
): Promise<SupportedExplanation | undefined> {
  const newest = context.lastEntry.length - 1;
  if (newest < 0) return undefined;
  const series = context.seriesOf(suppressor);
  const [holds] = await holding(suppressor, series, [newest]);
  if (!holds) return undefined;
  return {
    suppressor: suppressor.document.id,
    sentence: renderSentence(suppressor.document.sentence, valuesAt(series, newest)),
    evidence: evidenceAt(series, newest, context),
  };
}

/** The entries that the measures used as of a moment, in the order of time, each once. */
const evidenceAt = (series: Named, moment: number, { entries }: Context) =>
  [...new Set([...series.values()].flatMap((one) => [...one.evidence(moment)]))]
    .sort((a, b) => a - b)
    .flatMap((index) => entries[index] ?? [])
    .map(entryRef);

function entryAt(moment: number, { entries, lastEntry }: Context): Entry {
  const entry = entries[lastEntry[moment] ?? -1];
  if (!entry) throw new RangeError(`no entry at moment ${moment}`);
  return entry;
}

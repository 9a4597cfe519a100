import { execFileSync } from 'node:child_process';
import { type SubjectJudge, subjectJudge } from '../lib/indicators/judge-subject.ts';
import { readRulebook } from '../lib/indicators/read-rulebook.ts';
import type { Rulebook } from '../lib/indicators/rulebook.ts';
import { type Ledger, mergeContributions } from '../lib/ledger/ledger.ts';
import { validateReport } from '../lib/reports/validate-report.ts';
import { closureConditions, compiledConditions, engineConditions } from './conditions.ts';
import { growth } from './growth.ts';
import { interleaved, median, rounded, timed } from './rounds.ts';
import { entity, factSetsOf, ledgerOf, ofClient } from './subjects.ts';
import { type Client, newReportOf, population } from './workload.ts';

/*
 * `npm run bench:engine`: what judging costs beside reading the batch. Progress goes to standard
 * error; the last line on standard output is one JSON object.
 */

const rounds = 9;
const clients = 2000;
const freshPerClient = 10;
/** More than this, and a client's history is not a median one. */
const medianHistory = 80;
const receivedAt = '2026-11-01T00:00:00Z';

const say = (text: string) => console.error(text);

type Known = { client: Client; ledger: Ledger; text: string };

const rulebook = await readRulebook('rules');
say(`${rulebook.indicators.length} indicators; ${clients} clients with a year behind them`);
const known = population(clients, freshPerClient).map(
  (client): Known => ({
    client,
    ledger: ledgerOf(client),
    text: JSON.stringify(newReportOf(client)),
  }),
);
const ordinary = known.filter(({ client }) => client.history <= medianHistory);
say(`${known.reduce((sum, { ledger }) => sum + entriesIn(ledger), 0)} entries of history`);

const pipeline = await pipelineTimes(ordinary);
const everybody = await pipelineTimes(known);
const conditions = await conditionTimes();
const subject30kMs = bigSubject();
const growth100to100k = growth(rulebook);
const rssMb = resident();
// By default V8 lets its young generation grow before it looks for garbage; most of the rest is that.
const rssMbSemiSpace16 = resident('--max-semi-space-size=16');
say(`30,000 entries: ${rssMb} MB of memory, ${rssMbSemiSpace16} MB with a small young generation`);

console.log(
  JSON.stringify({
    bench: 'engine',
    node: process.version,
    indicators: rulebook.indicators.length,
    conditionsVsJsonRulesEngine: rounded(conditions.engine / conditions.compiled, 1),
    closuresVsJsonRulesEngine: rounded(conditions.engine / conditions.closures, 1),
    pipelineVsJsonParse: rounded(pipeline.pipeline / pipeline.parse),
    pipelineVsJsonParseEverybody: rounded(everybody.pipeline / everybody.parse),
    validateVsJsonParse: rounded(pipeline.validate / pipeline.parse),
    subject30kMs: rounded(subject30kMs, 1),
    growth100to100k: rounded(growth100to100k),
    rssMb,
    rssMbSemiSpace16,
  }),
);

/** Median milliseconds of the same batch bytes, each stage including the ones before. */
async function pipelineTimes(subjects: readonly Known[]) {
  const parse = () => subjects.map(({ text }) => JSON.parse(text));
  const validate = () =>
    subjects.map(({ text }) => validateReport(JSON.parse(text), { entity, receivedAt }).report);
  const times = await interleaved(rounds + 1, {
    parse: () => timed(parse),
    validate: () => timed(validate),
    pipeline: () => {
      // The state before the batch: judged once, and not timed.
      const judges = subjects.map(({ ledger }) => judgeOf(rulebook, ledger));
      return timed(() => {
        for (const [place, report] of validate().entries()) {
          if (report?.action !== 'submit') throw new RangeError('a report of the batch is refused');
          const { ledger } = subjects[place] as Known;
          const [, contribution] = ofClient(report, '1:new');
          const contributions = mergeContributions(ledger.contributions, [contribution]);
          judges[place]?.judge({ ...ledger, version: 2, contributions }, [contribution]);
        }
      });
    },
  });
  say(
    `${subjects.length} clients: JSON.parse ${rounded(times.parse)} ms, with validation ` +
      `${rounded(times.validate)} ms, merged and judged ${rounded(times.pipeline)} ms`,
  );
  return times;
}

function judgeOf(book: Rulebook, ledger: Ledger): SubjectJudge {
  const judge = subjectJudge(book, ledger.key);
  judge.judge(ledger);
  return judge;
}

/** Median milliseconds for one fact set of the whole library. */
async function conditionTimes() {
  const sets = ordinary
    .filter((_, place) => place % 100 === 0)
    .flatMap(({ ledger }) => factSetsOf(rulebook, ledger, freshPerClient));
  const engine = engineConditions(rulebook);
  const compiled = compiledConditions(rulebook);
  const closures = closureConditions(rulebook);
  const few = sets.filter((_, place) => place % 10 === 0);
  const named = few.map(engine.factsOf);
  for (const [place, facts] of few.entries()) {
    const holding = await engine.run(named[place] ?? {});
    if (holding !== compiled(facts) || holding !== closures(facts)) {
      throw new RangeError('the three ways to judge do not agree');
    }
  }
  const each = (judge: (facts: (typeof sets)[number]) => number) => () =>
    timed(() => {
      for (const facts of sets) judge(facts);
    }) / sets.length;
  const times = await interleaved(rounds + 1, {
    engine: async () => {
      const start = performance.now();
      for (const facts of named) await engine.run(facts);
      return (performance.now() - start) / named.length;
    },
    compiled: each(compiled),
    closures: each(closures),
  });
  say(
    `one fact set of all conditions: json-rules-engine ${rounded(times.engine * 1000, 1)} µs, ` +
      `compiled ${rounded(times.compiled * 1000)} µs, plain closures ${rounded(times.closures * 1000)} µs`,
  );
  return times;
}

/** Median milliseconds of the whole library over one subject with 30,000 entries, from scratch. */
function bigSubject(): number {
  const ledger = ledgerOf({ number: 1, history: 30_000, fresh: 0 });
  const times = Array.from({ length: rounds + 1 }, () => timed(() => judgeOf(rulebook, ledger)));
  say(`30,000 entries through the whole library: ${rounded(median(times.slice(1)), 1)} ms`);
  return median(times.slice(1));
}

function resident(...flags: string[]): number {
  const script = [...flags, 'bench/resident.ts'];
  return Number(execFileSync(process.execPath, script, { encoding: 'utf8' }).trim());
}

function entriesIn({ contributions }: Ledger): number {
  let count = 0;
  for (const { entries } of contributions.values()) count += entries.length;
  return count;
}

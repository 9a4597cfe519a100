import type { Indicator } from '../lib/indicators/indicator.ts';
import { subjectJudge } from '../lib/indicators/judge-subject.ts';
import type { Rulebook } from '../lib/indicators/rulebook.ts';
import type { Contribution } from '../lib/ledger/contribution.ts';
import { type Ledger, mergeContributions } from '../lib/ledger/ledger.ts';
import { median, rounded, timed } from './rounds.ts';
import { ledgerOf, ofClient } from './subjects.ts';
import { draws, newBatchAt, reportOf } from './workload.ts';

const histories = [100, 100_000];
const batches = 200;
const perBatch = 10;
const rounds = 9;

/**
 * By how much a new entry costs more after a history of 100,000 entries than after one of 100, for the
 * counts and sums of the library: 1 is the same. Windows are told from running totals, so only the
 * entries that come and go are looked at.
 */
export function growth(rulebook: Rulebook): number {
  const indicators = rulebook.indicators.flatMap(countsAndSums);
  const book: Rulebook = { ...rulebook, indicators, suppressors: [] };
  const ledgers = histories.map((history) => ledgerOf({ number: 2, history, fresh: 0 }));
  const reports = newReports();
  const times = histories.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [place, ledger] of ledgers.entries()) {
      const perEntry = timeOf(book, ledger, reports);
      if (round > 0) times[place]?.push(perEntry);
    }
  }
  const [short = 1, long = 1] = times.map(median);
  console.error(
    `${indicators.length} indicators with counts or sums, a new entry: ` +
      `${rounded(short * 1000)} µs after 100, ${rounded(long * 1000)} µs after 100,000`,
  );
  return long / short;
}

/**
 * The counts and sums of an indicator under conditions that ask for every one of them and never hold:
 * what is told of a match grows with what it rests on, and is not what is measured here.
 */
function countsAndSums({ grades: _, ...indicator }: Indicator): Indicator[] {
  const measures = Object.fromEntries(
    Object.entries(indicator.measures).filter(
      ([, measure]) => 'count' in measure || 'sum' in measure,
    ),
  );
  const any = Object.keys(measures).map((fact) => ({
    fact,
    operator: 'lessThan' as const,
    value: 0,
  }));
  return any.length === 0 ? [] : [{ ...indicator, measures, conditions: { any } }];
}

/** The same new entries for every history. */
function newReports() {
  const draw = draws(99);
  return Array.from({ length: batches }, (_, batch) => {
    const times = Array.from(
      { length: perBatch },
      (_, place) => newBatchAt + (batch * perBatch + place) * 60_000,
    );
    return ofClient(reportOf({ number: 2 }, `G${batch}`, times, draw), `2:${1000 + batch}`)[1];
  });
}

/** Milliseconds for each new entry. */
function timeOf(book: Rulebook, ledger: Ledger, reports: readonly Contribution[]): number {
  const judge = subjectJudge(book, ledger.key);
  judge.judge(ledger);
  let { contributions } = ledger;
  const states = reports.map((report) => {
    contributions = mergeContributions(contributions, [report]);
    return { merged: [report], ledger: { ...ledger, contributions } };
  });
  const each = states.map((state) => timed(() => judge.judge(state.ledger, state.merged)));
  return median(each) / perBatch;
}

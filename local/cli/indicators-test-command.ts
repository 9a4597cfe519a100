import { Command } from 'commander';
import { killed, type TestedIndicator, testIndicator } from '../../rules/test-indicator.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usage } from './failure.ts';
import { plainText } from './plain-text.ts';
import { readRules } from './read-rules.ts';
import type { Terminal } from './terminal.ts';

/**
 * `moneytrail indicators test [ID…]`: whether the cases of indicators come out as they say, and
 * whether some case notices every small change to a document.
 */
export const indicatorsTestCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('test')
    .description('run the cases of indicators, and every small change of them against these')
    .argument('[id...]', 'such as HT-SEX-001; all where none is given')
    .option('--json', 'one JSON object a line for each indicator, and one for all together')
    .action(async (ids: string[], { json }: { json?: true }) => {
      const results = await testAll(ids, terminal, (tested) =>
        terminal.print(json ? JSON.stringify(tested) : inWords(tested)),
      );
      const summary = summaryOf(results);
      terminal.print(json ? JSON.stringify({ summary }) : closing(summary));
      end(summary.failed === 0 ? exitCodes.done : exitCodes.refused);
    });

async function testAll(
  ids: readonly string[],
  { progress }: Terminal,
  tell: (tested: TestedIndicator) => void,
): Promise<TestedIndicator[]> {
  const { folders, rulebook } = await readRules();
  const unknown = ids.filter((id) => !folders.some(({ folder }) => folder === id));
  if (unknown.length > 0) throw usage(`No such indicator: ${plainText(unknown.join(', '))}`);

  const chosen = folders.filter(({ folder }) => ids.length === 0 || ids.includes(folder));
  const bar = progress.begin('Testing indicators');
  const results: TestedIndicator[] = [];
  try {
    for (const folder of chosen) {
      bar.show(results.length, chosen.length);
      results.push(await testIndicator(folder, rulebook));
    }
  } finally {
    bar.end();
  }
  results.forEach(tell);
  return results;
}

const isGood = ({ failures, unexplained, stale }: TestedIndicator): boolean =>
  failures.length + unexplained.length + stale.length === 0;

function inWords(tested: TestedIndicator): string {
  const { id, cases, mutants, failures, explained, unexplained, stale } = tested;
  const headline = `${id} ${isGood(tested) ? 'good' : 'FAILED'}: ${cases} cases, ${killed(tested)} of ${mutants} changes noticed`;
  return [
    headline,
    ...failures.map((failure) => `  wrong: ${plainText(failure)}`),
    ...unexplained.map((change) => `  not noticed: ${plainText(change)}`),
    ...stale.map((change) => `  explained and noticed all the same: ${plainText(change)}`),
    ...explained.map(
      ({ change, reason }) => `  cannot be noticed: ${plainText(change)} (${plainText(reason)})`,
    ),
  ].join('\n');
}

type Summary = {
  indicators: number;
  failed: number;
  cases: number;
  mutants: number;
  killed: number;
  /** The part of the mutants that is killed; 1 where there are none. */
  share: number;
};

function summaryOf(results: readonly TestedIndicator[]): Summary {
  const total = (read: (one: TestedIndicator) => number) =>
    results.reduce((sum, one) => sum + read(one), 0);
  const [mutants, noticed] = [total((one) => one.mutants), total(killed)];
  return {
    indicators: results.length,
    failed: results.filter((one) => !isGood(one)).length,
    cases: total(({ cases }) => cases),
    mutants,
    killed: noticed,
    share: mutants === 0 ? 1 : noticed / mutants,
  };
}

function closing({ indicators, failed, cases, mutants, killed: noticed, share }: Summary): string {
  const percent = new Intl.NumberFormat('en-CA', { style: 'percent', maximumFractionDigits: 1 });
  const outcome = failed === 0 ? 'all good' : `${failed} failed`;
  return `${indicators === 1 ? '1 indicator' : `${indicators} indicators`}, ${outcome}: ${cases} cases; ${noticed} of ${mutants} small changes noticed (${percent.format(share)})`;
}

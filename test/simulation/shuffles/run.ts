import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { plantedBugs } from '../planted/planted-bugs.ts';
import { runShuffles, type Summary } from './run-shuffles.ts';

type Options = { shuffles: number; seed: number; threads: number; planted?: string };

const count = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a whole number');
  return number;
};

const { shuffles, seed, threads, planted } = new Command('sim:shuffles')
  .description(
    'Shuffles, splits, repeats and delays one month of data, and compares what is found.',
  )
  .option('--shuffles <count>', 'how many', count, 1000)
  .option('--seed <seed>', 'of the first; the others follow', count, 1)
  .option('--threads <count>', 'how many at a time', count, Math.min(2, availableParallelism()))
  .option('--planted <name>', 'put a mistake into the code, and see it told')
  .parse()
  .opts<Options>();

const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 100) / 10;
const say = (line: string) => process.stdout.write(`${line}\n`);
/** More of them say nothing new. */
const differencesTold = 5;

const bug = plantedBugs.find(({ name }) => name === planted);
if (planted !== undefined && !bug) throw new Error(`there is no planted ${planted}`);
const summary = await runShuffles(
  { first: seed, end: seed + shuffles, threads, bug },
  tellProgress,
);
tellFound(summary);
for (const { seed: one, difference } of summary.differences.slice(0, differencesTold)) {
  say(`seed ${one}: ${difference}`);
  say(`  npm run sim:shuffles -- --shuffles 1 --seed ${one}`);
}
const [distinctStates, distinctMatchSets, distinctPackageSets] = [
  summary.counts.state.size,
  summary.counts.matches.size,
  summary.counts.packages.size,
];
if (distinctStates + distinctMatchSets + distinctPackageSets > 3) process.exitCode = 1;
// The last line: for programs.
say(
  JSON.stringify({
    shuffles: summary.shuffles,
    distinctStates,
    distinctMatchSets,
    distinctPackageSets,
    seconds: seconds(),
  }),
);

function tellProgress({ shuffles: done, differences }: Summary): void {
  if (done > 0 && done % 100 === 0) {
    say(`${done} shuffles, ${differences.length} differ, ${seconds()} s`);
  }
}

function tellFound({ found, counts }: Summary): void {
  if (!found) return;
  const { reports, corrections, subjects, matches, cases, packages } = found;
  say(
    `The month: ${reports} reports of ${subjects} subjects, ${corrections} corrections. Found in order: ` +
      `${matches} matches, ${cases} cases, ${packages} packages.`,
  );
  say(`Half of the shuffles keep the order of acceptance, half shuffle it too.`);
  const hash = (digests: ReadonlyMap<string, number>) => [...digests.keys()][0]?.slice(0, 16);
  say(
    `State ${hash(counts.state)}, matches ${hash(counts.matches)}, packages ${hash(counts.packages)}.`,
  );
}

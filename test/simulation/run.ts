import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import type { Ended } from './history.ts';
import { plantedBugs } from './planted/planted-bugs.ts';
import { ordinaryBudget, runPlanted } from './planted/run-planted.ts';
import { runHistories, type Summary } from './run-histories.ts';
import { leastCrashedFirst } from './world/await-points.ts';

type Options = {
  histories: number;
  first: number;
  seed?: number;
  planted?: string | true;
  budget: number;
  threads: number;
};

const count = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a whole number');
  return number;
};

const program = new Command('sim')
  .description('Runs the machine through seeded histories full of faults, and judges what is left.')
  .option('--histories <count>', 'how many histories to run', count, 1000)
  .option('--first <seed>', 'the seed of the first', count, 1)
  .option('--seed <seed>', 'replay one history and print what happened', count)
  .option('--planted [name]', 'put mistakes into the code, one at a time, and see them caught')
  .option('--budget <count>', 'histories for each mistake', count, ordinaryBudget)
  .option('--threads <count>', 'how many at a time', count, Math.min(2, availableParallelism()))
  .parse();

/** So many points at which the fewest died are told in any case. */
const pointsTold = 8;

const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 100) / 10;
const say = (line: string) => process.stdout.write(`${line}\n`);
const options = program.opts<Options>();

if (options.planted !== undefined) await showPlanted(options);
else if (options.seed !== undefined) await replay(options.seed);
else await showHistories(options);

async function showHistories({ first, histories, threads }: Options): Promise<void> {
  let told = 0;
  const onProgress = (summary: Summary) => {
    if (summary.histories - told < 2000) return;
    told = summary.histories;
    say(`${told} histories, ${summary.failed.length} failed, ${seconds()} s`);
  };
  const summary = await runHistories({ first, end: first + histories, threads }, { onProgress });
  for (const ended of summary.failed.slice(0, 20)) tellFailure(ended);
  const points = leastCrashedFirst(summary.points);
  const never = points.filter(({ crashes }) => crashes === 0);
  for (const { name, seen, crashes } of points.slice(0, Math.max(never.length, pointsTold))) {
    say(`${crashes === 0 ? 'nobody' : crashes} died at ${name} (seen ${seen} times)`);
  }
  const faults = Object.values(summary.faults).reduce((sum, one) => sum + one, 0);
  say(JSON.stringify(summary.faults));
  tellResult({
    histories: summary.histories,
    faults,
    failures: summary.failed.length,
    awaitPoints: { seen: points.length, crashed: points.length - never.length },
    seconds: seconds(),
  });
  if (summary.failed.length > 0) process.exitCode = 1;
}

function tellFailure({ seed, failures }: Ended): void {
  say(`seed ${seed}:`);
  for (const { oracle, message } of failures.slice(0, 3)) say(`  ${oracle}: ${message}`);
  say(`  npm run sim -- --seed ${seed}`);
}

async function replay(seed: number): Promise<void> {
  const { traced } = await runHistories(
    { first: seed, end: seed + 1, threads: 1 },
    { keepsLines: true },
  );
  const [ended] = traced;
  for (const line of ended?.lines ?? []) say(line);
  const failures = ended?.failures ?? [];
  tellResult({ histories: 1, seed, trace: ended?.digest, failures: failures.length });
  if (failures.length > 0) process.exitCode = 1;
}

async function showPlanted({ planted, budget, threads }: Options): Promise<void> {
  const wanted = plantedBugs.filter(({ name }) => planted === true || name === planted);
  const verdicts = await runPlanted(wanted, {
    budget,
    threads,
    onVerdict: ({ bug, caughtBy, seed }) =>
      say(caughtBy ? `caught  ${bug.name} (seed ${seed}, ${caughtBy})` : `MISSED  ${bug.name}`),
  });
  const caught = verdicts.filter(({ caughtBy }) => caughtBy !== undefined).length;
  tellResult({ planted: wanted.length, caught, budget, seconds: seconds() });
  if (caught < wanted.length * 0.95) process.exitCode = 1;
}

/** The last line: for programs. */
function tellResult(result: object): void {
  say(JSON.stringify(result));
}

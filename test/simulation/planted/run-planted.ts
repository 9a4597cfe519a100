import { runHistories } from '../run-histories.ts';
import type { PlantedBug } from './planted-bug.ts';

/** Whether a bug was noticed within the budget, and by what. */
export type Verdict = { bug: PlantedBug; caughtBy?: string; seed?: number };

/** The ordinary budget of seeds for each bug. */
export const ordinaryBudget = 2000;

/** Runs histories with each bug until one fails or the budget is used up, several bugs at a time. */
export async function runPlanted(
  bugs: readonly PlantedBug[],
  {
    budget = ordinaryBudget,
    threads,
    onVerdict = () => {},
  }: { budget?: number; threads: number; onVerdict?: (verdict: Verdict) => void },
): Promise<Verdict[]> {
  // A seed that fails by itself says nothing about a bug.
  const sound = await runHistories({ first: 1, end: 1 + budget, threads });
  const except = sound.failed.map(({ seed }) => seed);
  const verdicts: Verdict[] = [];
  const waiting = bugs.values();
  const work = async () => {
    for (const bug of waiting) {
      const verdict = await judge(bug, { budget, except });
      verdicts.push(verdict);
      onVerdict(verdict);
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return verdicts;
}

async function judge(
  bug: PlantedBug,
  { budget, except }: { budget: number; except: readonly number[] },
): Promise<Verdict> {
  const seeds = { first: 1, end: 1 + budget, threads: 1 };
  const { failed } = await runHistories(seeds, { bug, except, stopsAtFailure: true });
  const [first] = failed;
  const failure = first?.failures[0];
  return first && failure
    ? { bug, caughtBy: `${failure.oracle}: ${failure.message}`.slice(0, 120), seed: first.seed }
    : { bug };
}

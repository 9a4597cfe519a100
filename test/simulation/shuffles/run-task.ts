import { readRulebook } from '../../../lib/indicators/read-rulebook.ts';
import { divertLoggers } from '../world/logged-failures.ts';
import { firstDifference } from './first-difference.ts';
import { tellingsOfTheMonth } from './month.ts';
import { type Digests, type Outcome, runInOrder, runShuffle } from './run-shuffle.ts';
import type { Task } from './task.ts';
import type { Month } from './telling.ts';

/** What a thread tells of its work. */
export type Told =
  | { kind: 'in-order'; digests: Digests; found: Found }
  | { kind: 'shuffled'; seed: number; digests: Digests; difference: string | undefined };

/** How much is in the month, and what is found in it. */
export type Found = {
  reports: number;
  corrections: number;
  subjects: number;
  matches: number;
  cases: number;
  packages: number;
};

export async function runTask(
  { first, end, stride }: Task,
  tell: (told: Told) => void,
): Promise<void> {
  divertLoggers();
  const month: Month = { tellings: tellingsOfTheMonth(), rulebook: await readRulebook('rules') };
  const inOrder = await runInOrder(month);
  tell({ kind: 'in-order', digests: inOrder.digests, found: foundIn(month, inOrder) });
  for (let seed = first; seed < end; seed += stride) {
    const { digests, state } = await runShuffle(month, seed);
    tell({ kind: 'shuffled', seed, digests, difference: firstDifference(inOrder.state, state) });
  }
}

function foundIn({ tellings }: Month, { state }: Outcome): Found {
  const names = [...state.state.keys()];
  const count = (opening: string) => names.filter((name) => name.startsWith(opening)).length;
  return {
    reports: tellings.filter(({ place }) => place === 0).length,
    corrections: tellings.filter(({ place }) => place > 0).length,
    subjects: count('ledger of party:'),
    matches: state.matches.size,
    cases: count('case case-'),
    packages: state.packages.size,
  };
}

import { expect, test } from 'vitest';
import { plantedBugs } from './planted/planted-bugs.ts';
import { runPlanted } from './planted/run-planted.ts';
import { runHistories } from './run-histories.ts';

const minutes = 60_000;

test('given a hundred histories full of faults, when the machine has come to rest, then nothing is amiss', {
  timeout: 5 * minutes,
}, async () => {
  const { histories, faults, failed, points } = await runHistories({
    first: 1,
    end: 101,
    threads: 2,
  });
  expect(failed.map(({ seed, failures }) => ({ seed, first: failures[0] }))).toEqual([]);
  expect(histories).toBe(100);
  expect(Object.values(faults).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(1000);
  // Also where few histories come.
  const seldom = Object.entries(points).filter(([place]) => place.startsWith('read-cases '));
  const deaths = seldom.map(([, [, before, after]]) => before + after);
  expect(deaths.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(3);
});

test('given a seed, when its history is run again, told in full, then the same happens', {
  timeout: minutes,
}, async () => {
  const seeds = { first: 8, end: 10, threads: 1 };
  const [once, again] = await Promise.all([
    runHistories(seeds, { keepsLines: true }),
    runHistories(seeds, { keepsLines: true }),
  ]);
  const digests = (summary: typeof once) => summary.traced.map(({ digest }) => digest);
  expect(digests(once)).toHaveLength(2);
  expect(digests(again)).toEqual(digests(once));
  expect(once.traced[0]?.lines.length).toBeGreaterThan(10);
});

test.for([
  'claim-without-condition',
  'batch-acknowledged-before-written',
  'window-closed-at-both-ends',
  'decision-not-audited',
])(
  'given the planted bug %s, then a history tells of it',
  {
    timeout: 3 * minutes,
  },
  async (name) => {
    const bugs = plantedBugs.filter((bug) => bug.name === name);
    const [verdict] = await runPlanted(bugs, { budget: 60, threads: 1 });
    expect(verdict?.caughtBy).toBeDefined();
  },
);

import { expect, test } from 'vitest';
import { plantedBugs } from '../planted/planted-bugs.ts';
import { runShuffles } from './run-shuffles.ts';

test('given one month of data, when it is shuffled, split, repeated and delayed, then the same is found', async () => {
  const { shuffles, found, counts, differences } = await runShuffles({
    first: 1,
    end: 9,
    threads: 2,
  });
  expect(differences).toEqual([]);
  expect([counts.state.size, counts.matches.size, counts.packages.size]).toEqual([1, 1, 1]);
  expect(shuffles).toBe(8);
  expect(found?.cases).toBeGreaterThan(2);
  expect(found?.packages).toBeGreaterThan(2);
  expect(found?.matches).toBeGreaterThan(100);
}, 300_000);

test('given a machine in which the last arrival counts, when the month is shuffled, then it is told', async () => {
  const bug = plantedBugs.find(({ name }) => name === 'arrival-decides');
  const { differences } = await runShuffles({ first: 1, end: 2, threads: 1, bug });
  expect(bug).toBeDefined();
  expect(differences.length).toBeGreaterThan(0);
}, 300_000);

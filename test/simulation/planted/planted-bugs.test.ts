import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withBug } from './module-hooks.ts';
import { plantedBugs } from './planted-bugs.ts';

test('given any planted bug, then its place is in the code exactly once', () => {
  for (const bug of plantedBugs) {
    const source = readFileSync(new URL(`../../../${bug.file}`, import.meta.url), 'utf8');
    expect(withBug(source, bug), bug.name).not.toBe(source);
  }
});

test('then there are more than forty, each with a name of its own', () => {
  expect(plantedBugs.length).toBeGreaterThan(40);
  expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
});

import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectRulebook, RulebookRefused, readRulebook } from './read-rulebook.ts';

const rules = join(import.meta.dirname, '..', '..', 'rules');
let copy = '';
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'moneytrail-rules-'));
  await cp(rules, copy, { recursive: true });
});
afterAll(() => rm(copy, { recursive: true, force: true }));

test('every document of our rulebook is good', async () => {
  const { indicators, suppressors, typologies } = await readRulebook(rules);
  expect(indicators.length).toBeGreaterThanOrEqual(60);
  expect(suppressors).toHaveLength(25);
  expect(typologies.length).toBeGreaterThanOrEqual(1);
});

test('given bad documents, then they alone are left out, and are refused by name', async () => {
  const { rulebook: before } = await inspectRulebook(copy);
  await writeFile(join(copy, 'HT-SEX-001', 'indicator.json'), '{ "id": ');
  await writeFile(join(copy, 'suppressors', 'FP01.json'), '{ "id": "FP01" }');
  const { rulebook, faults } = await inspectRulebook(copy);
  const left = before.indicators.filter(
    ({ id, suppressedBy }) => id !== 'HT-SEX-001' && !suppressedBy.includes('FP01'),
  );
  expect(rulebook.indicators.map(({ id }) => id)).toEqual(left.map(({ id }) => id));
  expect(rulebook.suppressors).toHaveLength(before.suppressors.length - 1);
  expect(faults.map(({ document }) => document)).toEqual(
    expect.arrayContaining([
      join(copy, 'HT-SEX-001', 'indicator.json'),
      join(copy, 'suppressors', 'FP01.json'),
    ]),
  );
  await expect(readRulebook(copy)).rejects.toThrow(RulebookRefused);
});

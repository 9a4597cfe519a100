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
  await writeFile(
    join(copy, 'HT-SEX-002', 'indicator.json'),
    '{ "measures": { "__proto__": {} } }',
  );
  await writeFile(join(copy, 'suppressors', 'FP01.json'), '{ "id": "FP01" }');
  const { rulebook, faults } = await inspectRulebook(copy);
  const bad = ['HT-SEX-001', 'HT-SEX-002'];
  expect(rulebook.indicators).toEqual(before.indicators.filter(({ id }) => !bad.includes(id)));
  expect(rulebook.suppressors).toHaveLength(before.suppressors.length - 1);
  expect([...new Set(faults.map(({ document }) => document))]).toEqual([
    ...bad.map((id) => join(copy, id, 'indicator.json')),
    join(copy, 'suppressors', 'FP01.json'),
  ]);
  expect(faults).toContainEqual(expect.objectContaining({ mend: 'remove the field __proto__' }));
  await expect(readRulebook(copy)).rejects.toThrow(RulebookRefused);
});

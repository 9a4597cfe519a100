import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('a document is refused by name before its schema is asked', () => {
  const refusalOf = async (change: object) => {
    const path = join(copy, 'HT-SEX-003', 'indicator.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, JSON.stringify({ ...JSON.parse(text), ...change }));
    const { faults } = await inspectRulebook(copy);
    await writeFile(path, text);
    const own = faults.filter(({ document }) => document === path);
    return own.map(({ place, mend }) => `${place}: ${mend}`);
  };
  const measure = (of: object) => ({ measures: { asked: { count: of, over: '30d' } } });

  test.each<[string, object, string]>([
    [
      'a field of a selector',
      measure({ gender: 'f' }),
      'measures.asked.count.gender: a rule may not read gender',
    ],
    [
      'a list',
      measure({ merchantList: 'RELIGION' }),
      'measures.asked.count.merchantList: a rule may not read RELIGION',
    ],
    [
      'a field to tell apart',
      { measures: { asked: { distinct: 'nationality', of: {}, over: '30d' } } },
      'measures.asked.distinct: a rule may not read nationality',
    ],
    ['a field of the document', { ethnicity: [] }, 'ethnicity: a rule may not read ethnicity'],
    [
      'a name that objects own',
      measure(JSON.parse('{ "__proto__": {} }')),
      'measures.asked.count.__proto__: choose another name than __proto__: objects own this one',
    ],
  ])('%s', async (_, change, refusal) => {
    expect(await refusalOf(change)).toEqual([refusal]);
  });

  test('free text is nothing to tell apart', async () => {
    const memos = { measures: { memos: { distinct: 'memo', of: {}, over: '30d' } } };
    expect(await refusalOf(memos)).toEqual([
      expect.stringMatching(/^measures.memos.distinct: choose one of .* instead of memo$/),
    ]);
  });

  test('and a fault is told of what a measure comes nearest to', async () => {
    expect(await refusalOf(measure({ kind: ['cash', 'gold'] }))).toEqual([
      expect.stringMatching(/^measures.asked.count.kind.1: Invalid option/),
    ]);
  });
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
  expect(faults).toContainEqual(
    expect.objectContaining({ mend: 'choose another name than __proto__: objects own this one' }),
  );
  await expect(readRulebook(copy)).rejects.toThrow(RulebookRefused);
});

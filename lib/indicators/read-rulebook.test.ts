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
      expect.stringMatching(/^measures.asked.count.kind.1: write one of cash, /),
    ]);
  });
});

describe('a document that does not fit is told what to write', () => {
  const faultOf = async (name: string, change: (document: object) => unknown) => {
    const path = join(copy, name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, JSON.stringify(change(JSON.parse(text))));
    const { faults } = await inspectRulebook(copy);
    await writeFile(path, text);
    const own = faults.filter(({ document }) => document === path);
    return own.map(({ place, mend }) => `${place}: ${mend}`);
  };
  const indicator = join('HT-SEX-003', 'indicator.json');
  const measure = (of: object) => ({ measures: { asked: of } });

  test.each<[object, string]>([
    [{ id: 'HT-SEX-3' }, 'id: write an id such as HT-SEX-001'],
    [
      { id: 'HT-SEX-001' },
      'id: write HT-SEX-003, as the folder is named, or name the folder HT-SEX-001',
    ],
    [{ title: undefined }, 'title: is missing; write { … } with fields'],
    [{ conditions: undefined }, 'conditions: is missing; write { … } with fields'],
    [{ tier: 'D' }, 'tier: write one of A, B, C'],
    [{ strength: 6 }, 'strength: write at most 5'],
    [{ strength: '3' }, 'strength: write a number without quotes'],
    [{ sources: [] }, 'sources: write at least 1 in the list'],
    [{ colour: 'red' }, ': remove colour: no such field is known here'],
    [
      measure({ count: {}, over: '30 days' }),
      'measures.asked.over: write a window such as 30d, 24h or 5m',
    ],
    [
      measure({ count: {} }),
      'measures.asked.over: is missing; write a window such as 30d, 24h or 5m',
    ],
    [
      { conditions: { all: [{ fact: 'asked', operator: '>', value: 4 }] } },
      'conditions.all.0.operator: write one of equal, notEqual, lessThan, lessThanInclusive, greaterThan, greaterThanInclusive',
    ],
    [
      { conditions: { all: [{ fact: 'asked', operator: 'equal' }] } },
      'conditions.all.0.value: is missing; write a number without quotes',
    ],
    [
      { measures: { 'Bad name': { count: {}, over: '30d' } } },
      'measures.Bad name: name a measure by 3 to 60 letters and digits, a small letter first, such as nightCash30d',
    ],
  ])('%j', async (change, told) => {
    expect(await faultOf(indicator, (document) => ({ ...document, ...change }))).toEqual([told]);
  });

  test('a document that is gone, that is no JSON, or that an editor marked', async () => {
    const path = join(copy, indicator);
    const text = await readFile(path, 'utf8');
    const faults = async () =>
      (await inspectRulebook(copy)).faults.map(({ document, mend }) => `${document} ${mend}`);
    await rm(path);
    expect(await faults()).toContain(`${path} is missing`);
    await writeFile(path, '[');
    expect(await faults()).toContainEqual(expect.stringContaining(`${path} is not JSON: `));
    await writeFile(path, `\uFEFF${text}`);
    expect(await faults()).toContain(`${path} save it without a byte-order mark`);
    await writeFile(path, text);
  });

  test('an explanation and a typology are called as their files are', async () => {
    const renamed = (id: string) => (document: object) => ({ ...document, id });
    expect(await faultOf(join('suppressors', 'FP01.json'), renamed('FP02'))).toEqual([
      'id: write FP01, as the file is named, or name the file FP02',
    ]);
    const typology = join('typologies', 'smuggling-overlap.json');
    expect(await faultOf(typology, renamed('labour-exploitation'))).toEqual([
      'id: write smuggling-overlap, as the file is named, or name the file labour-exploitation',
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

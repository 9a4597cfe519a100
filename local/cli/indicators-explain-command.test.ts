import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './run.ts';

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-explain-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function explain(...words: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const terminal = {
    print: (line: string) => out.push(line),
    say: (line: string) => said.push(line),
    async write() {},
    progress: { begin: () => ({ show() {}, end() {} }) },
  };
  const code = await run(['indicators', 'explain', ...words], terminal);
  return { code, told: out.join('\n'), said: said.join('\n') };
}

function file(name: string, content: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const cash = (at: string, cad = '200.00') => ({ kind: 'cash', direction: 'in', at, cad });
const nights = (...days: string[]) => days.map((day) => cash(`2026-01-${day}T23:00:00-05:00`));
const account = (...days: string[]) => ({ entries: nights(...days) });

describe('given a ledger in a file', () => {
  test('when the indicator holds, then it says why, and which entries suffice', async () => {
    const path = file('four.json', {
      entries: [...nights('01', '02', '03'), cash('2026-01-04T23:30:00-05:00', '1234.50')],
    });
    const { code, told } = await explain('HT-SEX-001', '--ledger', path);
    expect(told).toBe(`HT-SEX-001 Night-time cash: holds, as of 2026-01-04T23:30:00-05:00
Cash moved 4 times between 10 p.m. and 6 a.m., on 4 different dates within 30 days.
Strength 3 of 5
Conditions:
  + all of
    + cash, at night, 30 days: 4, at least 4
    + different local dates: cash, at night, 30 days: 4, at least 3
Entries that suffice; without any one of them it would not hold:
  2026-01-01T23:00:00-05:00  $200.00  cash in
  2026-01-02T23:00:00-05:00  $200.00  cash in
  2026-01-03T23:00:00-05:00  $200.00  cash in
  2026-01-04T23:30:00-05:00  $1,234.50  cash in`);
    expect(code).toBe(0);
  });

  test('when it does not, then it says what is lacking, in French if asked', async () => {
    const path = file('three.json', account('01', '02', '03'));
    const { code, told } = await explain('HT-SEX-001', '--ledger', path, '--lang', 'fr');
    expect(
      told,
    ).toBe(`HT-SEX-001 Espèces la nuit : non constaté, en date du 2026-01-03T23:00:00-05:00
Il manque : espèces, la nuit, 30 jours : 3, au moins 4 (il manque 1)
Conditions :
  - tout ceci
    - espèces, la nuit, 30 jours : 3, au moins 4
    + dates locales sans répétition : espèces, la nuit, 30 jours : 3, au moins 3`);
    expect(code).toBe(0);
  });

  test('when it once came closer, then it says when', async () => {
    const entries = [...nights('01', '02', '03'), cash('2026-05-01T12:00:00-04:00')];
    const { told } = await explain('HT-SEX-001', '--ledger', file('old.json', { entries }));
    expect(told).toContain(
      'It came closest as of 2026-01-03T23:00:00-05:00: cash, at night, 30 days: 3, at least 4 (1 short)',
    );
  });

  test('when data is missing, then it says which', async () => {
    const path = file('untold.json', account('01'));
    const { told } = await explain('HT-SEX-082', '--ledger', path);
    expect(told).toMatch(/: not evaluable\nNobody supplied:\n {2}- /);
  });

  test('when asked for JSON, then it is the explanation as data', async () => {
    const path = file('json.json', account('01'));
    const { told } = await explain('HT-SEX-001', '--ledger', path, '--json');
    expect(JSON.parse(told)).toMatchObject({ outcome: 'not-matched', indicator: 'HT-SEX-001' });
  });

  test('when asked about an earlier time, then as of that', async () => {
    const path = file('earlier.json', account('01', '02', '03'));
    const asOf = '2026-01-02T23:30:00-05:00';
    const { told } = await explain('HT-SEX-001', '--ledger', path, '--as-of', asOf);
    expect(told).toContain('30 days: 2, at least 4 (2 short)');
  });
});

test('given a case of the indicator with people around it, then they are taken into account', async () => {
  const { told } = await explain('HT-SEX-017', '--case', '1');
  expect(told).toMatch(/^HT-SEX-017 .*: holds, as of /);
});

describe('given what is not there, then it says so and exits 2', () => {
  test.each([
    [['HT-SEX-999'], 'There is no indicator HT-SEX-999 in rules/.'],
    [['HT-SEX-001', '--case', '999'], /^HT-SEX-001 has \d+ cases\.$/],
    [['HT-SEX-001', '--case', 'x'], /A number from 1 on is needed/],
    [['HT-SEX-001', '--as-of', '2026'], /RFC 3339 with an offset is needed/],
    [['HT-SEX-001', '--ledger', '/nowhere'], '/nowhere cannot be read as JSON.'],
    [['HT-SEX-001', '--ledger', file('bad.json', '[')], /bad\.json cannot be read as JSON\.$/],
    [['HT-SEX-001', '--ledger', file('none.json', {})], /none\.json is no ledger: entries /],
  ])('%j', async (words, text) => {
    const { code, told, said } = await explain(...words);
    expect([code, told]).toEqual([2, '']);
    if (typeof text === 'string') expect(said).toBe(text);
    else expect(said).toMatch(text);
  });
});

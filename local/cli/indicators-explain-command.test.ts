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
    + at least 4 cash movements between 22:00 and 06:00 local time, within 30 days — found: 4
    + at least 3 different local dates among cash movements between 22:00 and 06:00 local time, within 30 days — found: 4
Entries that suffice; without any one of them it would not hold:
  2026-01-01T23:00:00-05:00  $200.00  cash deposit
  2026-01-02T23:00:00-05:00  $200.00  cash deposit
  2026-01-03T23:00:00-05:00  $200.00  cash deposit
  2026-01-04T23:30:00-05:00  $1,234.50  cash deposit`);
    expect(code).toBe(0);
  });

  test('when it does not, then it says what is lacking, in French if asked', async () => {
    const path = file('three.json', account('01', '02', '03'));
    const { code, told } = await explain('HT-SEX-001', '--ledger', path, '--lang', 'fr');
    expect(
      told,
    ).toBe(`HT-SEX-001 Espèces la nuit\u00a0: non constaté, en date du 2026-01-03T23:00:00-05:00
Il manque\u00a0: au moins 4 mouvements d’espèces entre 22\u00a0h et 6\u00a0h, heure locale, en 30 jours — constaté\u00a0: 3 (il manque 1)
Conditions\u00a0:
  - tout ceci
    - au moins 4 mouvements d’espèces entre 22\u00a0h et 6\u00a0h, heure locale, en 30 jours — constaté\u00a0: 3
    + au moins 3 dates locales différentes parmi les mouvements d’espèces entre 22\u00a0h et 6\u00a0h, heure locale, en 30 jours — constaté\u00a0: 3`);
    expect(code).toBe(0);
  });

  test('when it once came closer, then it says when', async () => {
    const entries = [...nights('01', '02', '03'), cash('2026-05-01T12:00:00-04:00')];
    const { told } = await explain('HT-SEX-001', '--ledger', file('old.json', { entries }));
    expect(told).toContain(
      'It came closest as of 2026-01-03T23:00:00-05:00: at least 4 cash movements between 22:00 and 06:00 local time, within 30 days — found: 3 (1 short)',
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
    expect(told).toContain('within 30 days — found: 2 (2 short)');
  });
});

test('given a case of the indicator with people around it, then they are taken into account', async () => {
  const { told } = await explain('HT-SEX-017', '--case', '1');
  expect(told).toMatch(/^Case 1: .+\nHT-SEX-017 .*: holds, as of /);
});

test('given neither a case nor a ledger, then the first case is told, and says so', async () => {
  const { told } = await explain('HT-SEX-001', '--lang', 'fr');
  expect(told).toMatch(/^Cas 1 : .+\nHT-SEX-001 Espèces la nuit\u00a0: constaté/);
});

describe('given an indicator of records on file', () => {
  test('when it holds, then it says that it rests on no transaction', async () => {
    const { told } = await explain('HT-CSE-018', '--case', '1');
    expect(told).toMatch(/\nIt rests on records or facts on file, on no transaction\.$/);
    const { told: french } = await explain('HT-CSE-018', '--case', '2', '--lang', 'fr');
    expect(french).toMatch(/\nForce 3 sur 5\u00a0:\n/);
    expect(french).toMatch(
      /\nCe constat repose sur des renseignements au dossier, sur aucune opération\.$/,
    );
  });

  test('when they are missing, then it says where they come from', async () => {
    const { told } = await explain('HT-GEN-005', '--case', '10');
    expect(told).toMatch(/\nSource of such data: notes of staff and logs\.$/);
    const { told: french } = await explain('HT-GEN-005', '--case', '10', '--lang', 'fr');
    expect(french).toMatch(
      /\nSource de ces données\u00a0: les notes du personnel et les journaux\.$/,
    );
  });
});

test('given missing data of an indicator of the account alone, then no other source is told', async () => {
  const { told } = await explain('HT-CSE-001', '--case', '14');
  expect(told).toContain(': not evaluable\n');
  expect(told).not.toContain('Source of such data');
});

test('given a file with a byte-order mark, then it is read all the same', async () => {
  const path = file('marked.json', `\uFEFF${JSON.stringify(account('01'))}`);
  const { code } = await explain('HT-SEX-001', '--ledger', path);
  expect(code).toBe(0);
});

describe('given what is not there, then it says so and exits 2', () => {
  test.each([
    [['HT-SEX-999'], 'There is no indicator HT-SEX-999 in rules/.'],
    [['HT-SEX-001', '--case', '999'], /^HT-SEX-001 has \d+ cases\.$/],
    [['HT-SEX-001', '--case', 'x'], /A number from 1 on is needed/],
    [['HT-SEX-001', '--as-of', '2026'], /RFC 3339 with an offset is needed/],
    [['HT-SEX-001', '--ledger', '/nowhere'], '/nowhere does not exist.'],
    [['HT-SEX-001', '--ledger', file('bad.json', '[')], /bad\.json is not JSON: /],
    [['HT-SEX-001', '--ledger', directory], /is a directory, not a file\.$/],
    [['HT-SEX-001', '--ledger', file('list.json', [])], /list\.json is no ledger: write \{/],
    [
      ['HT-SEX-001', '--ledger', file('none.json', {})],
      /none\.json is no ledger: entries: is missing; write a list/,
    ],
  ])('%j', async (words, text) => {
    const { code, told, said } = await explain(...words);
    expect([code, told]).toEqual([2, '']);
    if (typeof text === 'string') expect(said).toBe(text);
    else expect(said).toMatch(text);
  });
});

import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './run.ts';

let rules: string;
beforeEach(() => {
  rules = join(mkdtempSync(join(tmpdir(), 'moneytrail-rules-')), 'rules');
  for (const part of ['HT-SEX-001', 'suppressors', 'typologies', 'lists']) {
    cpSync(`rules/${part}`, join(rules, part), { recursive: true });
  }
  for (const file of ['rulebook.json', 'scoring.json']) cpSync(`rules/${file}`, join(rules, file));
});
afterEach(() => rmSync(rules, { recursive: true }));

async function check(...words: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const code = await run(['indicators', 'check', ...words], {
    print: (line) => out.push(line),
    say: (line) => said.push(line),
    async write() {},
    progress: { begin: () => ({ show() {}, end() {} }) },
  });
  return { code, out, said: said.join('\n') };
}

/** Changes a document as its text. */
function change(file: string, from: string, to: string) {
  const path = join(rules, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replaceAll(from, to));
}

test('given no directory, then the rules of this project are checked, and are good', async () => {
  const { code, out, said } = await check();
  expect({ code, out }).toEqual({ code: 0, out: [] });
  expect(said).toMatch(/^\d+ documents are good$/);
});

test('given good documents, then their number is said', async () => {
  const { code, said } = await check(rules);
  expect(code).toBe(0);
  expect(said).toBe('31 documents are good');
});

describe('given a bad document among good ones', () => {
  test('when a measure is forgotten, then its place and its mend are told, and the exit code is 1', async () => {
    change('HT-SEX-001/indicator.json', '"fact": "nightCashDates30d"', '"fact": "nights"');
    const { code, out, said } = await check(rules);
    expect(code).toBe(1);
    expect(out).toContain('HT-SEX-001 conditions: define the measure nights');
    expect(said).toBe('1 fault in 1 document; 30 documents are good');
  });

  test('when a folder has another name than its indicator, then both are named', async () => {
    renameSync(join(rules, 'HT-SEX-001'), join(rules, 'HT-SEX-900'));
    const { code, out, said } = await check(rules);
    expect(code).toBe(1);
    expect(out).toEqual([
      `${join(rules, 'HT-SEX-900', 'indicator.json')} id: write HT-SEX-900, as the folder is named, or name the folder HT-SEX-001`,
    ]);
    expect(said).toBe('1 fault in 1 document; 30 documents are good');
  });

  test('when a second folder has the same indicator, whatever it is called, then it is at fault', async () => {
    cpSync(join(rules, 'HT-SEX-001'), join(rules, 'night-cash'), { recursive: true });
    const { code, out } = await check(rules);
    expect(code).toBe(1);
    expect(out).toEqual([expect.stringContaining(join('night-cash', 'indicator.json'))]);
  });

  test('when its indicator is gone, then the folder misses it', async () => {
    rmSync(join(rules, 'HT-SEX-001', 'indicator.json'));
    const { out } = await check(rules);
    expect(out).toEqual([`${join(rules, 'HT-SEX-001', 'indicator.json')}: is missing`]);
  });

  test('when its cases are gone, then they are missed', async () => {
    rmSync(join(rules, 'HT-SEX-001', 'cases.json'));
    const { code, out, said } = await check(rules);
    expect(code).toBe(1);
    expect(out).toEqual([`${join(rules, 'HT-SEX-001', 'cases.json')}: is missing`]);
    expect(said).toBe('1 fault in 1 document; 31 documents are good');
  });

  test('when a case is badly written, then its place and its mend are told', async () => {
    const path = join(rules, 'HT-SEX-001', 'cases.json');
    const cases = JSON.parse(readFileSync(path, 'utf8'));
    cases[1].ledger.entries[0].cad = '640';
    delete cases[2].given;
    writeFileSync(path, JSON.stringify(cases));
    const { out } = await check(rules);
    expect(out).toEqual([
      `${path} 1.ledger.entries.0.cad: write dollars and cents, such as "640.00"`,
      `${path} 2.given: is missing; write a text in quotes`,
    ]);
  });

  test('when a reason for a change that no case notices is too short, then that is told', async () => {
    const path = join(rules, 'HT-SEX-001', 'survivors.json');
    writeFileSync(path, '[{ "change": "measures", "reason": "so" }]');
    const { out } = await check(rules);
    expect(out).toEqual([`${path} 0.reason: write at least 10 letters`]);
  });

  test('when JSON is asked for, then one object a fault is printed', async () => {
    change('HT-SEX-001/indicator.json', '"family": "CASH"', '"family": "CASHES"');
    const { code, out } = await check(rules, '--json');
    expect(code).toBe(1);
    expect(out.map((line) => JSON.parse(line))).toEqual([
      {
        document: join(rules, 'HT-SEX-001', 'indicator.json'),
        place: 'family',
        mend: expect.stringContaining('CASH'),
      },
    ]);
  });

  test('when it is no JSON, then the file is named', async () => {
    writeFileSync(join(rules, 'HT-SEX-001', 'indicator.json'), '{');
    const { code, out } = await check(rules);
    expect(code).toBe(1);
    expect(out.join()).toContain(join('HT-SEX-001', 'indicator.json'));
  });
});

test('given faulty lists, then their faults are told: no document can do without', async () => {
  change('lists/fact-codes.json', '"tier": "B"', '"tier": "D"');
  const { code, out } = await check(rules);
  expect(code).toBe(1);
  expect(out[0]).toContain('factCodes');
});

test('given a list that is no JSON, then its file is told', async () => {
  writeFileSync(join(rules, 'lists', 'peers.json'), '{');
  const { code, out } = await check(rules);
  expect(code).toBe(1);
  expect(out[0]).toContain(`${join(rules, 'lists', 'peers.json')} is not JSON: `);
});

test('given no rulebook there, then the exit code is 2', async () => {
  const { code, said } = await check(join(rules, 'suppressors'));
  expect(code).toBe(2);
  expect(said).toContain('cannot be read');
});

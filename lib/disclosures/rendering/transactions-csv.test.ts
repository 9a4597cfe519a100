import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { build } from '../../../test/support/build-test-package.ts';
import { knownShape } from '../../../test/support/known-shape.ts';
import type { PackageTransaction } from '../package.ts';
import { csvColumns, transactionsCsv } from './transactions-csv.ts';

const rowsOf = (csv: Buffer): Record<string, string>[] =>
  parse(csv, { columns: true, bom: true, record_delimiter: '\r\n' });

test('given a package, then one row a transaction, amounts digit for digit as filed', () => {
  const held = knownShape({ reports: 12, transactions: 40 });
  const rows = rowsOf(transactionsCsv(held));
  expect(rows.map((row) => row['transaction'])).toEqual(
    held.transactions.map(({ label }) => label),
  );
  expect(rows.map((row) => row['start_amount'])).toEqual(
    held.transactions.map(({ starts }) => starts.map(({ amount }) => amount).join(' | ')),
  );
});

test('given a deposit for another, then who made it, for whom, and into which account', () => {
  expect(rowsOf(transactionsCsv(build()))[0]).toMatchObject({
    transaction: 'T1',
    report: 'R1',
    date: '2026-11-06',
    local_time: '23:41:10-05:00',
    start_amount: '640.00',
    start_currency: 'CAD',
    start_conductors: 'P1',
    start_on_behalf_of: 'P2 (other)',
    completion_account: 'A1',
    completion_beneficiaries: 'P2',
    payers_not_named: '0',
  });
});

test('given two movements in one transaction, then their cells stand in the same order', () => {
  const held = build();
  const [any] = held.transactions as [PackageTransaction];
  const [start] = any.starts as [PackageTransaction['starts'][number]];
  const second = { ...start, amount: '12.5', currency: 'USD', exchangeRate: '1.3642' };
  const [row] = rowsOf(
    transactionsCsv({ ...held, transactions: [{ ...any, starts: [start, second] }] }),
  );
  expect(row).toMatchObject({
    start_amount: '640.00 | 12.5',
    start_currency: 'CAD | USD',
    start_exchange_rate: ' | 1.3642',
  });
});

test.each(['=1+1', '@SUM(A1)', '\t=1', '+1', '-1', '＝1'])(
  'given a purpose that a spreadsheet would run, %s, then it is text',
  (purpose) => {
    const held = build();
    const transactions = held.transactions.map((one) => ({ ...one, purpose }));
    const [row] = rowsOf(transactionsCsv({ ...held, transactions }));
    expect(row?.['purpose']?.[0]).toBe("'");
  },
);

test('every column is explained', () => {
  const page = readFileSync(
    join(import.meta.dirname, '..', '..', '..', 'docs', 'packages.md'),
    'utf8',
  );
  for (const { name } of csvColumns) expect(page).toContain(`\`${name}\``);
});

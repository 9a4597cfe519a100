import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReceiptView } from '../lib/http/receipt-view.ts';
import type { FiledReport } from '../lib/reports/report.ts';
import type { RunningStack } from '../local/stack.ts';
import { type Bank, bankOf } from './support/bank.ts';
import { startDroppingLine } from './support/dropping-line.ts';
import { expectAllQuiet, startQuietStack } from './support/quiet-stack.ts';
import { filedReport, ndjsonBatch, withAmount, withdrawal } from './support/reports.ts';

/*
 * The night of a bank: a file of reports, some of which correct or withdraw what was sent before, one
 * line that is garbage, and a line to the API that drops at the worst moments.
 */

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-nightly-'));
const program = fileURLToPath(new URL('../local/moneytrail.ts', import.meta.url));
let stack: RunningStack;
let stop: () => Promise<void>;
let bank: Bank;

beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
  bank = await bankOf(stack);
}, 120_000);
afterAll(async () => {
  await stop();
  rmSync(directory, { recursive: true, force: true });
});

const moneytrail = (api: string, ...words: string[]) =>
  new Promise<{ code: number; out: string; said: string }>((resolve) => {
    const env = { ...process.env, MONEYTRAIL_API: api };
    execFile(process.execPath, [program, ...words], { env }, (error, out, said) =>
      resolve({ code: Number(error?.code ?? 0), out, said }),
    );
  });

/** Of a person of their own for every ten reports. */
function report(number: number): FiledReport {
  const person = Math.floor(number / 10);
  const plain = filedReport({ reference: `STR-${number}`, actionTaken: 'x'.repeat(9000) });
  const [party] = plain.parties;
  const [account] = plain.accounts ?? [];
  if (party?.kind !== 'person' || !account) throw new Error('a report without its person');
  const ids = [{ type: 'drivers_licence' as const, number: `ZEBRA-${person}`, country: 'CA' }];
  const { phone: _, email: __, ...rest } = party;
  return {
    ...plain,
    parties: [{ ...rest, surname: `ZEBRASON${person}`, ids }],
    accounts: [{ ...account, number: `555${String(person).padStart(4, '0')}` }],
  };
}

test('given a line that drops twice, when the file is sent, then every record has a verdict', async () => {
  const known = Array.from({ length: 43 }, (_, at) => report(at));
  await bank.submit(known, 'EARLIER');
  const corrections = known
    .slice(0, 40)
    .map((one) => ({ ...withAmount(one, '641.00'), action: 'change' as const }));
  const withdrawals = known.slice(40).map(({ reference }) => withdrawal(reference));
  const fresh = Array.from({ length: 956 }, (_, at) => report(at + 100));
  const records = [...fresh, ...corrections, 'x"garbage', ...withdrawals];
  const path = join(directory, 'night.ndjson');
  writeFileSync(path, ndjsonBatch(records, 'NIGHT'));

  const left = new Set(['POST /v1/uploads', 'POST /v1/uploads/complete']);
  const line = await startDroppingLine(new URL(stack.url), (asked) =>
    left.delete(asked.replace(/[0-9a-f-]{36}\//, '')),
  );
  const sent = await moneytrail(line.url, 'submit', path, '--as-is', '--wait', '--json');
  await line.stop();
  expect(left).toEqual(new Set());
  expect(sent.code).toBe(3);
  const batch = JSON.parse(sent.out);
  expect(batch).toMatchObject({
    status: 'completed',
    counts: { submitted: 1000, pending: 0, accepted: 999, rejected: 1, duplicates: 0 },
  });

  const output = join(directory, 'receipts.ndjson');
  const words = ['receipts', batch.batchId, '--format', 'ndjson', '--output', output];
  const told = await moneytrail(stack.url, ...words);
  expect(told.said.trim()).toBe('999 accepted, 1 rejected (1000 in all)');
  const receipts = readFileSync(output, 'utf8')
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as ReceiptView);
  expect(receipts.map(({ record }) => record)).toEqual(records.map((_, at) => at + 1));
  const bad = await moneytrail(stack.url, ...words.slice(0, 4), '--only', 'rejected');
  expect(JSON.parse(bad.out)).toMatchObject({
    record: 997,
    line: 998,
    verdict: 'rejected',
    findings: [
      {
        code: 'not-json',
        message: { en: 'The line is not JSON.', fr: 'La ligne n’est pas du JSON.' },
      },
    ],
  });

  const again = await moneytrail(stack.url, 'submit', path, '--as-is', '--wait', '--json');
  expect(JSON.parse(again.out)).toEqual(batch);
  expect(await bank.batches()).toHaveLength(2);
  await expectAllQuiet(stack, [bank]);
}, 240_000);

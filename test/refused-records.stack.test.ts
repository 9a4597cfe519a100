import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type FindingCode, findings } from '../lib/reports/findings.ts';
import type { FiledReport, Transaction } from '../lib/reports/report.ts';
import { colleague } from '../local/demo/colleague.ts';
import type { RunningStack } from '../local/stack.ts';
import { type Bank, bankOf } from './support/bank.ts';
import { findingsOf } from './support/findings.ts';
import { expectAllQuiet, startQuietStack } from './support/quiet-stack.ts';
import {
  cashDeposit,
  filedReport,
  ndjsonBatch,
  withAmount,
  withdrawal,
} from './support/reports.ts';

/* Records that are turned away while their neighbours count, over HTTP on the whole stack. */

let stack: RunningStack;
let stop: () => Promise<void>;
let bank: Bank;

beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
  bank = await bankOf(stack);
}, 120_000);
afterEach(() => expectAllQuiet(stack, [bank]));
afterAll(() => stop());

let given = 0;
/** A report of a reference that nobody has used yet. */
const fresh = (changes: Partial<FiledReport> = {}) => {
  given += 1;
  return filedReport({ reference: `FRESH-${given}`, ...changes });
};
const withTransaction = (changes: Partial<Transaction>) =>
  fresh({ transactions: [cashDeposit(changes)] });
const nextYear = `${new Date().getUTCFullYear() + 1}-12-31T12:00:00-05:00`;

/** A finding as a receipt tells it. */
const finding = (pointer: string, code: FindingCode) => ({ pointer, code, ...findings[code] });

describe('given a bad record between two good ones', () => {
  test.each<[string, () => unknown, string, FindingCode]>([
    ['JSON that breaks off', () => '{"reference":"ZEBRA', '', 'not-json'],
    ['a key twice', () => '{"a":"ZEBRA","a":1}', '', 'duplicate-key'],
    ['a dangerous key', () => '{"__proto__":{"a":"ZEBRA"}}', '', 'forbidden-key'],
    ['lists without end', () => '['.repeat(1000), '', 'nested-too-deeply'],
    ['a list instead of a report', () => ['ZEBRA'], '', 'wrong-type'],
    ['a number as text', () => ({ ...fresh(), contactId: 'ZEBRA' }), '/contactId', 'wrong-type'],
    ['an unknown field', () => ({ ...fresh(), nickname: 'ZEBRA' }), '/nickname', 'field-unknown'],
    ['a field named after a person', () => ({ ...fresh(), 'Zebra Ason': 1 }), '', 'field-unknown'],
    ['a missing field', () => ({ ...fresh(), parties: undefined }), '/parties', 'field-missing'],
    ['an unknown word', () => ({ ...fresh(), sector: 'ZEBRA' }), '/sector', 'unknown-word'],
    [
      'a party that is not there',
      () =>
        fresh({ accounts: fresh().accounts?.map((one) => ({ ...one, holders: ['p9'] })) ?? [] }),
      '/accounts/0/holders/0',
      'ref-unresolved',
    ],
    [
      'a time in the future',
      () => withTransaction({ at: nextYear }),
      '/transactions/0/at',
      'time-in-future',
    ],
    [
      'a time without its offset',
      () => withTransaction({ at: '2026-11-06T23:41:10' }),
      '/transactions/0/at',
      'offset-missing',
    ],
    [
      'a day that never was',
      () => withTransaction({ at: '2026-02-30T23:41:10Z' }),
      '/transactions/0/at',
      'time-not-real',
    ],
    [
      'an amount of nothing',
      () => withAmount(fresh(), '0.00'),
      '/transactions/0/start/0/amount',
      'amount-not-positive',
    ],
    [
      'an amount below zero',
      () => withAmount(fresh(), '-5.00'),
      '/transactions/0/start/0/amount',
      'amount-not-positive',
    ],
    [
      'a tenth of a cent',
      () => withAmount(fresh(), '10.001'),
      '/transactions/0/start/0/amount',
      'amount-not-exact',
    ],
    [
      'the number of a card',
      () => withTransaction({ context: { card: '4111 1111 1111 1111' } }),
      '/transactions/0/context/card',
      'card-number-refused',
    ],
    [
      'the report of another entity',
      () => fresh({ reportingEntityNumber: 7654321 }),
      '/reportingEntityNumber',
      'entity-mismatch',
    ],
    [
      'no suspicion',
      () => ({ ...fresh(), suspicion: undefined }),
      '/suspicion',
      'suspicion-missing',
    ],
  ])('with %s, then it alone is refused', async (_what, make, pointer, code) => {
    const { status, counts, receipts } = await bank.submit([fresh(), make(), fresh()]);
    expect([status, counts]).toEqual([
      'completed',
      { ...none, submitted: 3, accepted: 2, rejected: 1 },
    ]);
    expect(receipts.map(({ record, line, verdict }) => [record, line, verdict])).toEqual([
      [1, 2, 'accepted'],
      [2, 3, 'rejected'],
      [3, 4, 'accepted'],
    ]);
    expect(receipts[1]?.findings).toContainEqual(finding(pointer, code));
  });

  const none = {
    submitted: 0,
    pending: 0,
    accepted: 0,
    acceptedWithWarnings: 0,
    duplicates: 0,
    conflicting: 0,
    superseded: 0,
    rejected: 0,
  };

  test('with a line of 50 MB in an upload, then that line alone is refused', async () => {
    const huge = `{"reference":"${'ZEBRA'.repeat(10_000_000)}"}`;
    const text = ndjsonBatch([fresh(), huge, fresh()], 'HUGE');
    const { counts, receipts } = await bank.upload(Buffer.from(text));
    expect(counts).toEqual({ ...none, submitted: 3, accepted: 2, rejected: 1 });
    expect(receipts[1]).toEqual({
      record: 2,
      line: 3,
      verdict: 'rejected',
      findings: [finding('', 'line-too-long')],
    });
    const packed = gzipSync(ndjsonBatch([fresh(), huge, fresh()], 'HUGE-PACKED'));
    const again = await bank.upload(packed, { contentEncoding: 'gzip' });
    expect(again.counts).toEqual({ ...none, submitted: 3, accepted: 2, rejected: 1 });
  }, 120_000);
});

describe('given a batch whose every record is bad', () => {
  test('then it is rejected and nothing of it is known', async () => {
    const analyst = await colleague(stack, 'analyst');
    const before = await findingsOf(analyst);
    const reference = fresh().reference;
    const bad = withAmount(fresh({ reference }), '0.00');
    const { status, counts, receipts } = await bank.submit([bad, 'ZEBRA', { surname: 'ZEBRA' }]);
    expect([status, counts.submitted, counts.rejected]).toEqual(['rejected', 3, 3]);
    expect(receipts.map(({ verdict }) => verdict)).toEqual(Array(3).fill('rejected'));
    await stack.idle();
    expect(await findingsOf(analyst)).toEqual(before);
    // Its reference is free: nothing was registered for it.
    const mended = await bank.submit([filedReport({ reference })]);
    expect(mended.receipts[0]?.verdict).toBe('accepted');
  });
});

describe('given a reference that is used again', () => {
  const verdicts = async (records: unknown[]) =>
    (await bank.submit(records)).receipts.map(({ verdict }) => verdict);

  test('with equal content, then it is a duplicate, in its batch and in the next', async () => {
    const report = fresh();
    expect(await verdicts([report, report])).toEqual(['accepted', 'duplicate']);
    expect(await verdicts([report])).toEqual(['duplicate']);
  });

  test('with other content, then it conflicts, in its batch and in the next', async () => {
    const report = fresh();
    const other = withAmount(report, '1.00');
    expect(await verdicts([report, other])).toEqual(['accepted', 'conflicting-duplicate']);
    expect(await verdicts([other, report])).toEqual(['conflicting-duplicate', 'duplicate']);
  });

  test('when it is changed and deleted, then each counts once', async () => {
    const report = fresh();
    const change = { ...withAmount(report, '2.00'), action: 'change' };
    const deletion = withdrawal(report.reference);
    expect(await verdicts([report, change, deletion])).toEqual(Array(3).fill('accepted'));
    expect(await verdicts([change, deletion, report])).toEqual([
      'accepted',
      'accepted',
      'duplicate',
    ]);
  });

  test.each<[string, (report: FiledReport) => unknown]>([
    ['change', (report) => ({ ...withAmount(report, '3.00'), action: 'change' })],
    ['deletion', ({ reference }) => withdrawal(reference)],
  ])('when a %s arrives before the original, then it is kept', async (_what, make) => {
    const report = fresh();
    const [early] = (await bank.submit([make(report)])).receipts;
    expect(early?.verdict).toBe('accepted-with-warnings');
    expect(early?.findings).toEqual([finding('/reference', 'original-unknown')]);
    expect(await verdicts([report])).toEqual(['superseded']);
  });
});

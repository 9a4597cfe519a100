import type { FiledReport, Transaction, WithdrawnReport } from '../../lib/reports/report.ts';

/*
 * Made-up reports for tests. Every personal value holds the word ZEBRA, so that a test can tell
 * whether any of it got where it must not.
 */

export const entity = '1234567';
export const receivedAt = '2026-11-21T12:00:00.000Z';

/** A suspicious transaction report that nothing is wrong with. */
export function filedReport(changes: Partial<FiledReport> = {}): FiledReport {
  return {
    reportType: 'STR',
    action: 'submit',
    reference: 'STR-1',
    reportingEntityNumber: Number(entity),
    contactId: 42,
    sector: 'bank',
    suspicion: {
      type: 'ML',
      narrative: 'Between 1 and 14 November ZEBRA ...',
      narrativeLanguage: 'en',
    },
    actionTaken: 'Enhanced monitoring of ZEBRA.',
    parties: [
      {
        ref: 'p1',
        kind: 'person',
        role: 'subject',
        surname: 'ZEBRASON',
        given: 'Alex',
        birthDate: '1996-02-11',
        phone: '416-555-0142',
        email: 'zebra@example.com',
        ids: [{ type: 'drivers_licence', number: 'ZEBRA-00000-60211', country: 'CA' }],
      },
    ],
    accounts: [
      {
        ref: 'a1',
        fi: '999',
        branch: '00012',
        number: '5550001',
        type: 'personal',
        currency: 'CAD',
        holders: ['p1'],
      },
    ],
    transactions: [cashDeposit()],
    ...changes,
  };
}

/** $640.00 into the account at a machine, by night. */
export function cashDeposit(changes: Partial<Transaction> = {}): Transaction {
  return {
    ref: 'T-1',
    attempted: false,
    at: '2026-11-06T23:41:10-05:00',
    method: 'abm',
    start: [{ direction: 'in', kind: 'cash', amount: '640.00', currency: 'CAD' }],
    complete: [
      {
        disposition: 'deposit',
        amount: '640.00',
        currency: 'CAD',
        account: 'a1',
        beneficiaries: [{ party: 'p1' }],
      },
    ],
    context: { memo: 'for ZEBRA' },
    ...changes,
  };
}

/** The same report with another amount in both legs: other content under the same reference. */
export const withAmount = (report: FiledReport, amount: string): FiledReport => ({
  ...report,
  transactions: report.transactions.map((transaction) => ({
    ...transaction,
    start: transaction.start.map((action) => ({ ...action, amount })),
    ...(transaction.complete && {
      complete: transaction.complete.map((action) => ({ ...action, amount })),
    }),
  })),
});

export const withdrawal = (reference = 'STR-1'): WithdrawnReport => ({
  reportType: 'STR',
  action: 'delete',
  reference,
  reportingEntityNumber: Number(entity),
  deleteReason: 'error',
});

export const batchHeader = (batchReference = 'BATCH-1') => ({
  profile: 'transaction-report-batch/1',
  batchReference,
  submittingReportingEntityNumber: Number(entity),
  createdAt: '2026-11-20T21:15:00-05:00',
});

export const jsonBatch = (reports: readonly unknown[], batchReference?: string): string =>
  JSON.stringify({ ...batchHeader(batchReference), reports });

/** Records that are text already stand as they are, so that they may be broken. */
export const ndjsonBatch = (records: readonly unknown[], batchReference?: string): string =>
  [batchHeader(batchReference), ...records]
    .map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`)
    .join('');

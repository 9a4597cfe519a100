import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cashDeposit, entity, filedReport, receivedAt } from '../../test/support/reports.ts';
import { isReject } from './findings.ts';
import type { FiledReport, Transaction } from './report.ts';
import { validateReport } from './validate-report.ts';

const codesOf = (report: object) =>
  validateReport(report, { entity, receivedAt })
    .findings.filter(isReject)
    .map(({ code }) => code);
const suspicious = (narrative: string) =>
  filedReport({ suspicion: { type: 'ML', narrative, narrativeLanguage: 'en' } });

describe('given a suspicious transaction report', () => {
  test.each([
    ' ',
    '.',
    'n/a',
    'N/A.',
    'Unknown',
    'x',
    '1234 5678',
    '#Project PROTECT.',
    '#Project PROTECT: see attached',
    'Sans objet.',
  ])('whose narrative is "%s", then it is refused for want of grounds', (narrative) => {
    expect(codesOf(suspicious(narrative))).toEqual(['grounds-missing']);
  });

  test.each([
    'Cash at night, unknown people.',
    'Espèces la nuit.',
    '现金存款',
    '#Project PROTECT. The client does not know who sends the money.',
  ])('whose narrative is "%s", then it is taken', (narrative) => {
    expect(codesOf(suspicious(narrative))).toEqual([]);
  });
});

type Movement = Partial<Transaction['start'][number]>;
/** So much cash in, at an hour of one day (24 and more is the day after). */
const cash = (amount: string, hour = 9, changes: Movement = {}): Transaction => {
  const at = new Date(Date.UTC(2026, 10, 6, hour)).toISOString();
  const [start] = cashDeposit().start as [Transaction['start'][number]];
  return cashDeposit({
    ref: `T-${hour}`,
    at: at.replace('.000Z', '+00:00'),
    start: [{ ...start, amount, ...changes }],
    complete: [
      {
        disposition: 'deposit',
        amount,
        currency: changes.currency ?? 'CAD',
        account: 'a1',
        beneficiaries: [{ party: 'p1' }],
      },
    ],
  });
};
const threshold = (
  reportType: FiledReport['reportType'],
  transactions: Transaction[],
  changes: Partial<FiledReport> = {},
) => {
  const { suspicion: _, actionTaken: __, ...report } = filedReport({ transactions, ...changes });
  return { ...report, reportType };
};
const other = { ref: 'p2', kind: 'person' as const, role: 'unknown' as const, surname: 'OTHER' };
const forOther = (transaction: Transaction): Transaction => ({
  ...transaction,
  ref: 'T-other',
  complete: (transaction.complete ?? []).map(({ account: _, ...action }) => ({
    ...action,
    beneficiaries: [{ party: 'p2' }],
  })),
});

describe('given a large cash transaction report', () => {
  const taken: [string, object][] = [
    ['10,000.00 at once', threshold('LCTR', [cash('10000.00')])],
    ['two of 5,000.00 within a day', threshold('LCTR', [cash('5000.00', 0), cash('5000.00', 23)])],
    [
      'US$8,000.00 at 1.25',
      threshold('LCTR', [cash('8000.00', 9, { currency: 'USD', exchangeRate: '1.25' })]),
    ],
    [
      'a foreign amount of unknown value',
      threshold('LCTR', [cash('1.00', 9, { currency: 'USD' })]),
    ],
    [
      'one that reaches it among small ones',
      threshold('LCTR', [cash('10.00'), cash('10000.00', 40)]),
    ],
  ];
  const refused: [string, object][] = [
    ['9,999.99', threshold('LCTR', [cash('9999.99')])],
    ['two of 5,000.00 a day apart', threshold('LCTR', [cash('5000.00', 0), cash('5000.00', 24)])],
    [
      'two of 5,000.00 for different people',
      threshold('LCTR', [cash('5000.00'), forOther(cash('5000.00', 10))], {
        parties: [...filedReport().parties, other],
      }),
    ],
    [
      'US$7,999.99 at 1.25',
      threshold('LCTR', [cash('7999.99', 9, { currency: 'USD', exchangeRate: '1.25' })]),
    ],
    ['no cash at all', threshold('LCTR', [cash('20000.00', 9, { kind: 'cheque' })])],
    ['an attempt only', threshold('LCTR', [{ ...cash('20000.00'), attempted: true }])],
  ];
  test.each(taken)('of %s, then it is taken', (_what, report) => {
    expect(codesOf(report)).toEqual([]);
  });
  test.each(refused)('of %s, then it is refused as below the threshold', (_what, report) => {
    expect(codesOf(report)).toEqual(['below-threshold']);
  });
});

describe('given a threshold report of another type', () => {
  const coins = (amount: string, exchangeRate: string) =>
    cash(amount, 9, { kind: 'virtual_currency', exchangeRate });
  const paid = (disposition: 'outgoing_international' | 'cash_out', amount: string) => ({
    ...cash(amount),
    complete: [{ disposition, amount, currency: 'CAD', beneficiaries: [{ party: 'p1' }] }],
  });
  const virtual = (transaction: Transaction): Transaction => ({
    ...transaction,
    start: transaction.start.map(({ currency: _, ...action }) => ({
      ...action,
      virtualCurrency: 'BTC',
    })),
    complete: (transaction.complete ?? []).map((action) => ({ ...action, amount: '1.00' })),
  });
  test.each([
    ['LVCTR', virtual(coins('0.125', '80000.00')), virtual(coins('0.124', '80000.00'))],
    ['EFTR', paid('outgoing_international', '10000.00'), paid('outgoing_international', '9999.99')],
    [
      'EFTR',
      cash('10000.00', 9, { kind: 'international_transfer' }),
      cash('9999.99', 9, { kind: 'international_transfer' }),
    ],
    ['CDR', paid('cash_out', '10000.00'), paid('cash_out', '9999.99')],
  ] as const)('%s, then it is judged by its own kind', (type, enough, tooLittle) => {
    const holders = { accounts: [] };
    const withAccount = (transaction: Transaction) =>
      transaction.complete?.some(({ account }) => account) ? {} : holders;
    expect(codesOf(threshold(type, [enough], withAccount(enough)))).toEqual([]);
    expect(codesOf(threshold(type, [tooLittle], withAccount(tooLittle)))).toEqual([
      'below-threshold',
    ]);
  });
});

test('for any amounts and hours, it is taken just when some 24 hours reach C$10,000', () => {
  const made = fc.array(
    fc.record({
      hour: fc.integer({ min: 0, max: 72 }),
      dollars: fc.integer({ min: 1, max: 9999 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(made, (amounts) => {
      const transactions = amounts.map(({ hour, dollars }, at) => ({
        ...cash(`${dollars}.00`, hour),
        ref: `T-${at}`,
      }));
      const reaches = amounts.some(({ hour: from }) => {
        const within = amounts.filter(({ hour }) => hour >= from && hour < from + 24);
        return within.reduce((sum, { dollars }) => sum + dollars, 0) >= 10_000;
      });
      expect(codesOf(threshold('LCTR', transactions))).toEqual(reaches ? [] : ['below-threshold']);
    }),
  );
});

import { describe, expect, test } from 'vitest';
import {
  cashDeposit,
  entity,
  filedReport,
  receivedAt,
  withdrawal,
} from '../../test/support/reports.ts';
import type { Finding } from './findings.ts';
import type { FiledReport } from './report.ts';
import { validateReport } from './validate-report.ts';

const found = (record: unknown): Finding[] =>
  validateReport(record, { entity, receivedAt }).findings;
const good = filedReport();
const transactions = (changes: object): FiledReport => ({
  ...good,
  transactions: [{ ...cashDeposit(), ...changes }],
});
const withStart = (changes: object) => {
  const { start } = cashDeposit();
  return transactions({ start: [{ ...start[0], ...changes }] });
};

test('given a sound report, then nothing is found and it is passed on', () => {
  expect(validateReport(good, { entity, receivedAt })).toEqual({ report: good, findings: [] });
});

test('given a withdrawal, then it needs nothing but its reason', () => {
  expect(found(withdrawal())).toEqual([]);
  expect(found({ ...withdrawal(), transactions: [] })).toEqual([
    { pointer: '/transactions', code: 'field-unknown' },
  ]);
});

describe.each([
  ['a list', [], '', 'wrong-type'],
  ['a word where a number belongs', { ...good, contactId: 'x' }, '/contactId', 'wrong-type'],
  [
    'a number as an amount',
    withStart({ amount: 640 }),
    '/transactions/0/start/0/amount',
    'wrong-type',
  ],
  ['an unknown field', { ...good, colour: 'ZEBRA' }, '/colour', 'field-unknown'],
  ['an unknown field that may be a name', { ...good, 'Ann ZEBRA': 1 }, '', 'field-unknown'],
  ['a missing field', { ...good, contactId: undefined }, '/contactId', 'field-missing'],
  ['an unknown word', transactions({ method: 'pigeon' }), '/transactions/0/method', 'unknown-word'],
  ['an unknown action', { ...good, action: 'undo' }, '/action', 'unknown-word'],
  ['a reference with spaces', { ...good, reference: 'a b' }, '/reference', 'wrong-format'],
  ['a contact of none', { ...good, contactId: 0 }, '/contactId', 'out-of-range'],
  [
    'another entity',
    { ...good, reportingEntityNumber: 7654321 },
    '/reportingEntityNumber',
    'entity-mismatch',
  ],
  [
    'a dangling account',
    withStart({ account: 'a9' }),
    '/transactions/0/start/0/account',
    'ref-unresolved',
  ],
  [
    'a dangling conductor',
    withStart({ conductors: [{ party: 'p9' }] }),
    '/transactions/0/start/0/conductors/0/party',
    'ref-unresolved',
  ],
  [
    'a dangling refund',
    transactions({ context: { refundOf: 'T-9' } }),
    '/transactions/0/context/refundOf',
    'ref-unresolved',
  ],
  [
    'a party nobody refers to',
    { ...good, parties: [...good.parties, { ref: 'p2', kind: 'person', role: 'unknown' }] },
    '/parties/1',
    'party-unused',
  ],
  [
    'two transactions of one ref',
    { ...good, transactions: [cashDeposit(), cashDeposit()] },
    '/transactions/1/ref',
    'ref-duplicated',
  ],
  [
    'no currency',
    withStart({ currency: undefined }),
    '/transactions/0/start/0',
    'currency-missing',
  ],
  [
    'two currencies at once',
    withStart({ virtualCurrency: 'BTC' }),
    '/transactions/0/start/0',
    'currency-ambiguous',
  ],
  [
    'nothing',
    withStart({ amount: '0.00' }),
    '/transactions/0/start/0/amount',
    'amount-not-positive',
  ],
  [
    'a debt',
    withStart({ amount: '-5.00' }),
    '/transactions/0/start/0/amount',
    'amount-not-positive',
  ],
  [
    'letters that are a number below zero',
    { ...good, parties: [{ ...good.parties[0], citizenship: '-5' }] },
    '/parties/0/citizenship',
    'wrong-format',
  ],
  [
    'a birth that must be a slip',
    { ...good, parties: [{ ...good.parties[0], birthDate: '0198-05-06' }] },
    '/parties/0/birthDate',
    'out-of-range',
  ],
  [
    'a tenth of a cent',
    withStart({ amount: '640.001' }),
    '/transactions/0/start/0/amount',
    'amount-not-exact',
  ],
  [
    'more cents than can be counted',
    withStart({ amount: '9007199254740993.00' }),
    '/transactions/0/start/0/amount',
    'out-of-range',
  ],
  [
    'a negative exchange rate',
    withStart({ exchangeRate: '-1' }),
    '/transactions/0/start/0/exchangeRate',
    'exchange-rate-not-positive',
  ],
  [
    'an exchange rate of nothing',
    withStart({ exchangeRate: '0' }),
    '/transactions/0/start/0/exchangeRate',
    'exchange-rate-not-positive',
  ],
  [
    'letters that are no currency',
    withStart({ currency: 'CDA' }),
    '/transactions/0/start/0/currency',
    'unknown-word',
  ],
  [
    'half a yen',
    withStart({ amount: '640.50', currency: 'JPY' }),
    '/transactions/0/start/0/amount',
    'amount-not-exact',
  ],
  [
    'no completing action',
    transactions({ complete: [] }),
    '/transactions/0/complete',
    'completing-action-missing',
  ],
  [
    'no offset',
    transactions({ at: '2026-11-06T23:41:10' }),
    '/transactions/0/at',
    'offset-missing',
  ],
  [
    'a thirtieth of February',
    transactions({ at: '2026-02-30T23:41:10-05:00' }),
    '/transactions/0/at',
    'time-not-real',
  ],
  ...['0000-01-01T00:00:00Z', '0026-11-06T23:41:10-05:00', '1969-12-31T23:59:59-05:00'].map(
    (at): [string, unknown, string, string] => [
      `a transaction of ${at}`,
      transactions({ at }),
      '/transactions/0/at',
      'out-of-range',
    ],
  ),
  [
    'a second after arrival',
    transactions({ at: '2026-11-21T12:00:01Z' }),
    '/transactions/0/at',
    'time-in-future',
  ],
  [
    'a posting after arrival',
    transactions({ postedAt: '2026-11-22T12:00:01Z' }),
    '/transactions/0/postedAt',
    'time-in-future',
  ],
  [
    'a card number',
    transactions({ context: { card: '4111 1111 1111 1111' } }),
    '/transactions/0/context/card',
    'card-number-refused',
  ],
  [
    'a health card',
    withIdentification({ type: 'health_card', number: 'ZEBRA' }),
    '/parties/0/ids/0/type',
    'identification-refused',
  ],
  [
    'a social insurance number',
    withIdentification({ type: 'other', number: '046 454 286' }),
    '/parties/0/ids/0/number',
    'identification-refused',
  ],
  ['no suspicion', { ...good, suspicion: undefined }, '/suspicion', 'suspicion-missing'],
  ['no action taken', { ...good, actionTaken: undefined }, '/actionTaken', 'action-taken-missing'],
])('given %s', (_what, record, pointer, code) => {
  test(`then it is rejected with ${code} at ${pointer || 'the whole'}`, () => {
    const result = validateReport(JSON.parse(JSON.stringify(record)), { entity, receivedAt });
    expect(result.report).toBeUndefined();
    expect(result.findings).toContainEqual({ pointer, code });
    expect(JSON.stringify(result.findings)).not.toContain('ZEBRA');
  });
});

function withIdentification(identification: object) {
  return { ...good, parties: [{ ...good.parties[0], ids: [identification] }] };
}

test('given more transactions than a report may hold, then it has to be split', () => {
  const many = Array.from({ length: 501 }, (_, at) => cashDeposit({ ref: `T-${at}` }));
  const code = 'too-many-transactions';
  expect(found({ ...good, transactions: many.slice(1) })).toEqual([]);
  expect(found({ ...good, transactions: many })).toEqual([{ pointer: '/transactions', code }]);
});

test('given a transaction of 1970, then nothing is found', () => {
  expect(found(transactions({ at: '1970-01-01T00:00:00+05:00' }))).toEqual([]);
});

test('given a virtual currency, then it may have any name', () => {
  expect(found(withStart({ currency: undefined, virtualCurrency: 'BTC' }))).toEqual([]);
});

describe('totals', () => {
  const complete = cashDeposit().complete?.map((action) => ({ ...action, amount: '637.00' }));

  test('given a difference, then it is warned of and the report passes', () => {
    const { report, findings } = validateReport(transactions({ complete }), { entity, receivedAt });
    expect(report).toBeDefined();
    expect(findings).toEqual([{ pointer: '/transactions/0', code: 'totals-differ' }]);
  });

  test('given the fee or the exchange that explains it, then nothing is found', () => {
    expect(found(transactions({ complete, context: { fee: '3.00' } }))).toEqual([]);
    const exchanged = complete?.map((action) => ({ ...action, exchangeRate: '1.3642' }));
    expect(found(transactions({ complete: exchanged }))).toEqual([]);
  });
});

describe('projects', () => {
  const suspicion = { type: 'ML' as const, narrativeLanguage: 'en' as const };

  test('given a project without its tag, or a tag without its project, then it is warned of', () => {
    expect(
      found({ ...good, suspicion: { ...suspicion, projects: ['PROTECT'], narrative: 'Said so.' } }),
    ).toEqual([{ pointer: '/suspicion/narrative', code: 'project-tag-missing' }]);
    expect(
      found({ ...good, suspicion: { ...suspicion, narrative: '#Project Shadow. Said so.' } }),
    ).toEqual([{ pointer: '/suspicion/projects', code: 'project-code-missing' }]);
  });

  test('given both, then nothing is found', () => {
    const narrative = '#Project PROTECT. Between ...';
    expect(
      found({ ...good, suspicion: { ...suspicion, projects: ['PROTECT'], narrative } }),
    ).toEqual([]);
  });
});

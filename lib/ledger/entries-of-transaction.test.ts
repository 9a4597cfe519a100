import { describe, expect, test } from 'vitest';
import type { FiledReport, Transaction } from '../reports/report.ts';
import { entriesOfTransaction } from './entries-of-transaction.ts';
import type { Entry } from './entry.ts';
import { indexReport } from './report-index.ts';

type Start = Transaction['start'][number];
type Complete = NonNullable<Transaction['complete']>[number];

const entity = '1234567';
const money = { amount: '100.00', currency: 'CAD' };
const person = (ref: string, surname: string) =>
  ({ ref, kind: 'person', role: 'unknown', surname, given: 'Alex', clientNumber: ref }) as const;

const report: FiledReport = {
  reportType: 'STR',
  action: 'submit',
  reference: 'R1',
  reportingEntityNumber: 1234567,
  contactId: 1,
  sector: 'bank',
  parties: [
    person('alex', 'EXAMPLE'),
    person('robin', 'SAMPLE'),
    { ref: 'sam', kind: 'person', role: 'unknown', surname: 'Example-Sample' },
    { ref: 'shop', kind: 'entity', role: 'merchant', name: 'ADSITE EXAMPLE LTD' },
    { ref: 'buyer', kind: 'person', role: 'buyer', alias: 'buyer07' },
    {
      ref: 'abroad',
      kind: 'person',
      role: 'unknown',
      surname: 'FICTIVE',
      address: { country: 'PH' },
    },
  ],
  accounts: ['a1', 'a2', 'joint'].map((ref, index) => ({
    ref,
    fi: '999',
    branch: '1',
    number: `${index + 100}`,
    type: 'personal',
    currency: 'CAD',
    holders: ref === 'joint' ? ['alex', 'robin'] : ['alex'],
  })),
  transactions: [],
};

const index = indexReport(report, entity);
const subject = (ref: string) => index.subjectOf(ref) ?? '';
const cashIn: Start = { ...money, direction: 'in', kind: 'cash' };
const fromAccount: Start = {
  ...money,
  direction: 'out',
  kind: 'funds_withdrawal',
  account: 'a1',
  conductors: [{ party: 'alex' }],
};
const incoming = (kind: Start['kind'], by = 'buyer'): Start => ({
  ...money,
  direction: 'in',
  kind,
  conductors: [{ party: by }],
});
const into = (account: string): Complete => ({ ...money, disposition: 'deposit', account });
const towards = (disposition: Complete['disposition'], to?: string): Complete => ({
  ...money,
  disposition,
  ...(to && { beneficiaries: [{ party: to }] }),
});

const transaction = (start: Start[], complete: Complete[], more: Partial<Transaction> = {}) => ({
  ref: 'T1',
  at: '2026-11-06T23:41:10-05:00',
  attempted: false,
  method: 'online' as const,
  start,
  complete,
  ...more,
});

/** The entries in one subject's ledger. */
const seenBy = (ref: string, ...of: Parameters<typeof transaction>): Entry[] =>
  entriesOfTransaction(transaction(...of), index).flatMap((one) =>
    one.subject === subject(ref) ? [one.entry] : [],
  );

describe('ordinary bank events, as the account holder sees them', () => {
  const mcc = (code: string) => ({ context: { mcc: code } });
  test.each<[string, Start, Complete, Partial<Transaction>, string]>([
    ['cash deposit', cashIn, into('a1'), { method: 'abm' }, 'in cash'],
    ['incoming e-transfer', incoming('emt'), into('a1'), {}, 'in emt'],
    ['outgoing e-transfer', fromAccount, towards('outgoing_emt', 'buyer'), {}, 'out emt'],
    ['machine withdrawal', fromAccount, towards('cash_withdrawal'), {}, 'out cash'],
    ['purchase', fromAccount, towards('services', 'shop'), mcc('7311'), 'out card_purchase'],
    ['cash advance', fromAccount, towards('goods'), mcc('6011'), 'out cash_advance'],
    ['card to card', fromAccount, towards('services'), mcc('6538'), 'out card_to_card'],
    ['refund by code', incoming('domestic_transfer'), into('a1'), mcc('7011'), 'in card_refund'],
    [
      'refund of a purchase',
      incoming('domestic_transfer'),
      into('a1'),
      { context: { refundOf: 'T0' } },
      'in card_refund',
    ],
    [
      'pay',
      incoming('domestic_transfer', 'shop'),
      into('a1'),
      { purpose: 'Payroll' },
      'in payroll',
    ],
    [
      'benefit',
      incoming('domestic_transfer'),
      into('a1'),
      { purpose: 'government' },
      'in government',
    ],
    [
      'processor',
      incoming('domestic_transfer'),
      into('a1'),
      { purpose: 'processor' },
      'in processor_credit',
    ],
    ['transfer', incoming('domestic_transfer'), into('a1'), {}, 'in wire_dom'],
    [
      'wages paid',
      fromAccount,
      towards('outgoing_domestic'),
      { purpose: 'payroll' },
      'out payroll',
    ],
    ['prepaid load', fromAccount, towards('prepaid_card'), {}, 'out prepaid_load'],
    [
      'load onto her own prepaid card',
      cashIn,
      { ...money, disposition: 'prepaid_card', account: 'a1' },
      {},
      'in prepaid_load',
    ],
    ['wire abroad', fromAccount, towards('outgoing_international'), {}, 'out wire_intl'],
    ['wire from abroad', incoming('international_transfer'), into('a1'), {}, 'in wire_intl'],
    ['card payment', fromAccount, towards('payment_to_account'), {}, 'out bill_payment'],
    ['virtual currency', fromAccount, towards('outgoing_vc'), {}, 'out vc'],
    ['casino', fromAccount, towards('casino_product'), {}, 'out casino'],
    ['cheque', incoming('cheque'), into('a1'), {}, 'in cheque'],
    ['draft', fromAccount, towards('bank_draft'), {}, 'out draft'],
    ['investment', fromAccount, towards('investment'), {}, 'out investment'],
    ['investment sold', incoming('investment_product'), into('a1'), {}, 'in investment'],
    ['real estate', fromAccount, towards('real_estate'), {}, 'out property'],
    ['casino winnings', incoming('casino_product'), into('a1'), {}, 'in casino'],
  ])('%s', (_, start, complete, more, expected) => {
    const entries = seenBy('alex', [start], [complete], more);
    expect(entries.map(({ direction, kind }) => `${direction} ${kind}`)).toEqual([expected]);
  });
});

describe('whose entry it is', () => {
  test('given a joint account, then each holder has it', () => {
    const [alex, robin] = ['alex', 'robin'].map((ref) => seenBy(ref, [cashIn], [into('joint')]));
    expect(alex).toHaveLength(1);
    expect(robin).toEqual(alex);
  });

  test('given both accounts are her own, then it is internal on both sides', () => {
    const entries = seenBy('alex', [fromAccount], [into('a2')]);
    expect(entries).toMatchObject([
      { leg: 0, direction: 'out', kind: 'internal' },
      { leg: 1, direction: 'in', kind: 'internal', counterparty: { tie: 'account' } },
    ]);
  });

  test('given cash brought by a client who is no holder, then she has it as conductor', () => {
    const start = { ...cashIn, conductors: [{ party: 'robin' }] };
    expect(seenBy('robin', [start], [into('a1')])).toMatchObject([
      {
        role: 'conductor',
        direction: 'in',
        conductor: 'other',
        counterparty: { key: subject('alex') },
      },
    ]);
    expect(seenBy('alex', [start], [into('a1')])).toMatchObject([
      { role: 'holder', conductor: 'other', conductorKey: subject('robin') },
    ]);
  });

  test('given cash nobody is named for, then who stood there is unknown', () => {
    expect(seenBy('alex', [cashIn], [into('a1')])[0]?.conductor).toBe('unknown');
  });

  test('given no account, as at a money services business, then it is the client who pays', () => {
    const start = { ...cashIn, conductors: [{ party: 'alex' }] };
    const entries = seenBy('alex', [start], [towards('outgoing_international', 'abroad')]);
    expect(entries).toMatchObject([
      { role: 'holder', direction: 'out', kind: 'wire_intl', counterparty: { country: 'PH' } },
    ]);
  });

  test('given a transfer is paid out in cash there, then it is the client who receives', () => {
    const start = incoming('international_transfer', 'abroad');
    expect(seenBy('alex', [start], [towards('cash_out', 'alex')])).toMatchObject([
      { direction: 'in', kind: 'wire_intl' },
    ]);
  });

  test('given small notes are changed for large ones, then it is cash without an account', () => {
    const start = { ...cashIn, conductors: [{ party: 'alex' }] };
    for (const complete of [
      towards('denomination_exchange'),
      towards('denomination_exchange', 'alex'),
    ]) {
      const entries = seenBy('alex', [start], [complete]);
      expect(entries).toMatchObject([{ role: 'holder', direction: 'out', kind: 'cash' }]);
      expect(entries[0]).not.toHaveProperty('account');
    }
  });

  test('given wages of a named worker go to the account of somebody else, then she is named', () => {
    const complete = { ...into('a1'), beneficiaries: [{ party: 'robin' }] };
    const [entry] = seenBy('alex', [incoming('domestic_transfer', 'shop')], [complete]);
    expect(entry?.namedBeneficiary).toBe(subject('robin'));
  });
});

describe('the other side', () => {
  const otherOf = (start: Start, complete: Complete, more: Partial<Transaction> = {}) =>
    seenBy('alex', [start], [complete], more)[0]?.counterparty;

  test('given a sender known by an alias alone, then the alias stands for him', () => {
    expect(otherOf(incoming('emt'), into('a1'))?.key).toMatch(/^handle:/);
  });
  test('given a sender with an e-mail address, then the address does', () => {
    const start = { ...incoming('emt'), conductors: [{ party: 'buyer', email: 'b@example.com' }] };
    const withMail = indexReport({ ...report, transactions: [transaction([start], [])] }, entity);
    const [first] = entriesOfTransaction(transaction([start], [into('a1')]), withMail);
    expect(first?.entry.counterparty?.key).toMatch(/^email:/);
  });
  test('given a part of the surname in common, then there is a tie', () => {
    expect(otherOf(incoming('emt', 'sam'), into('a1'))?.tie).toBe('surname');
  });
  test.each([
    ['on her birthday, then she is a year older', '2010-11-06', 16],
    ['on the day before, then not yet', '2010-11-07', 15],
    ['before she was born, then nothing is told', '2026-11-07', undefined],
  ])('given a sender with a birth date %s', (_, birthDate, age) => {
    const young = { ...report.parties[4], kind: 'person' as const, birthDate };
    const parties = [...report.parties.slice(0, 4), young] as FiledReport['parties'];
    const withBirthDate = indexReport({ ...report, parties }, entity);
    const sent = transaction([incoming('emt')], [into('a1')]);
    const [first] = entriesOfTransaction(sent, withBirthDate);
    expect(first?.entry.counterparty?.age).toBe(age);
  });
  test('given nothing in common, then there is none', () => {
    expect(otherOf(incoming('emt', 'abroad'), into('a1'))).not.toHaveProperty('tie');
  });
  test('given no party but a recipient as typed, then the name is taken from there', () => {
    const context = { recipientAsTyped: 'robin@example.com (Robin Example)' };
    const other = otherOf(fromAccount, towards('outgoing_emt'), { context });
    expect(other).toMatchObject({ kind: 'person', tie: 'surname' });
    expect(other?.key).toMatch(/^email:/);
  });
});

describe('amounts', () => {
  test('given a foreign amount with a rate, then its Canadian value is exact', () => {
    const usd = { amount: '10.05', currency: 'USD', exchangeRate: '1.3642' };
    const [entry] = seenBy(
      'alex',
      [{ ...incoming('international_transfer'), ...usd }],
      [{ ...into('a1'), ...usd }],
    );
    expect(entry).toMatchObject({ amount: { currency: 'USD', minor: 1005 }, cadMinor: 1371 });
  });

  test('given a foreign amount without a rate, then it has no Canadian value', () => {
    const [entry] = seenBy('alex', [cashIn], [{ ...into('a1'), currency: 'USD' }]);
    expect(entry).not.toHaveProperty('cadMinor');
  });

  test('given one withdrawal split in two, then each part counts once', () => {
    const parts = [towards('cash_withdrawal'), towards('outgoing_emt', 'robin')].map((part, i) => ({
      ...part,
      amount: i === 0 ? '30.00' : '70.00',
    }));
    const entries = seenBy('alex', [fromAccount], parts);
    expect(entries).toMatchObject([
      { leg: 0, kind: 'cash', cadMinor: 3000 },
      { leg: 2, kind: 'emt', cadMinor: 7000 },
    ]);
  });

  test('given cash and a cheque deposited together, then each is an entry of its own', () => {
    const cheque = { ...cashIn, kind: 'cheque' as const, amount: '25.00' };
    const entries = seenBy('alex', [cashIn, cheque], [{ ...into('a1'), amount: '125.00' }]);
    expect(entries).toMatchObject([
      { leg: 1, kind: 'cash', cadMinor: 10_000 },
      { leg: 3, kind: 'cheque', cadMinor: 2500 },
    ]);
  });

  test('given an attempt, then it is marked, whatever would have become of it', () => {
    const [entry] = seenBy('alex', [fromAccount], [], { attempted: true, method: 'abm' });
    expect(entry).toMatchObject({ attempted: true, direction: 'out', kind: 'cash' });
  });
});

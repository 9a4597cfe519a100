import { describe, expect, test } from 'vitest';
import { judgeSubject } from '../lib/indicators/judge-subject.ts';
import { type CaseLedger, caseLedgerSchema, expandCaseLedger } from './case-ledger.ts';
import { rulebook } from './read-rules.ts';

const noon = '2026-03-02T12:00:00-05:00';
const often = (times: number, everyHours = 24) => ({ repeat: { times, everyHours } });
const purchase = (mcc: string, cad: string, merchant = 'Shop') =>
  ({ kind: 'card_purchase', direction: 'out', at: noon, cad, mcc, merchant }) as const;
const groceries = purchase('5411', '80.00');
const pay = { kind: 'payroll', direction: 'in', at: noon, cad: '1200.00' } as const;

const order = { ...pay, kind: 'emt', memo: 'Order 4411', with: 'buyer#' } as const;
const fromEntity = { ...pay, kind: 'other', with: 'rides', withKind: 'entity' } as const;

/** Which explanations the ledger's own data supports. */
async function supported(ledger: CaseLedger): Promise<string[]> {
  const book = { ...rulebook, indicators: [] };
  const { explanations } = await judgeSubject(
    book,
    expandCaseLedger(caseLedgerSchema.parse(ledger)),
  );
  return explanations.map(({ suppressor }) => suppressor);
}

test('given an ordinary purchase and nothing else, then nothing is explained', async () => {
  expect(await supported({ entries: [groceries] })).toEqual([]);
});

describe('FP10, one independent adult', () => {
  const subject = { birthDate: '1996-02-11' };
  const clients = {
    kind: 'emt',
    direction: 'in',
    at: noon,
    cad: '200.00',
    with: 'client#',
  } as const;
  const own: CaseLedger['entries'] = [
    { ...clients, ...often(20) },
    { ...purchase('7311', '24.00', 'ADSITE EXAMPLE'), ...often(4) },
    { ...groceries, ...often(8) },
    { ...purchase('4814', '60.00'), ...often(2) },
    purchase('6513', '1100.00', 'Landlord'),
  ];
  const to = (payee: string, cad: string) =>
    ({ kind: 'emt', direction: 'out', at: noon, cad, with: payee }) as const;

  test('given own adverts, ordinary life and income that is kept, then supported', async () => {
    expect(await supported({ subject, entries: own })).toContain('FP10');
  });

  test('given a quarter of the income sent on, then still supported', async () => {
    const entries = [...own, to('friend', '1000.00')];
    expect(await supported({ subject, entries })).toContain('FP10');
  });

  test.each([
    ['more than a quarter of the income goes to one person', [to('somebody', '1000.01')]],
    [
      'most of the income is withdrawn as cash',
      [{ ...pay, kind: 'cash', direction: 'out', cad: '2000.01' } as const],
    ],
    ['somebody else deposits cash', [{ ...pay, kind: 'cash', conductor: 'other' } as const]],
    ['two rooms are paid for one night', [{ ...purchase('7011', '120.00'), ...often(2, 1) }]],
    ['adverts cost $1,000 and more a month', [purchase('7311', '904.00', 'ADSITE EXAMPLE')]],
  ])('given %s, then not supported', async (_, more) => {
    expect(await supported({ subject, entries: [...own, ...more] })).not.toContain('FP10');
  });

  test('given no ordinary life beside the adverts, then not supported', async () => {
    expect(await supported({ subject, entries: own.slice(0, 3) })).not.toContain('FP10');
  });

  test('given a minor, or nobody knows the age, then not supported', async () => {
    const minor = { birthDate: '2009-02-11' };
    expect(await supported({ subject: minor, entries: own })).not.toContain('FP10');
    expect(await supported({ entries: own })).not.toContain('FP10');
  });
});

describe('an explanation needs what supports it', () => {
  test.each([
    ['FP01', 'Night auditor, hotel'],
    ['FP02', 'Infirmière'],
    ['FP06', 'Long haul truck driver'],
  ])('given the pay of a stated occupation, then %s is supported', async (id, occupation) => {
    const entries = [{ ...pay, ...often(3, 336) }];
    expect(await supported({ subject: { occupation }, entries })).toContain(id);
    expect(await supported({ subject: { occupation }, entries: [groceries] })).not.toContain(id);
    expect(await supported({ entries })).not.toContain(id);
  });

  test('given a shelter, then FP18 waits for a registration on file', async () => {
    const shelter = { subject: { business: 'Transition house' }, entries: [groceries] };
    const facts = [{ at: '2025-01-01', code: 'registered_charity' }];
    expect(await supported(shelter)).not.toContain('FP18');
    expect(await supported({ ...shelter, records: { facts: [] } })).not.toContain('FP18');
    expect(await supported({ ...shelter, records: { facts } })).toContain('FP18');
  });

  test('given a band with group payments, then FP12 is supported', async () => {
    const entries = [{ ...pay, kind: 'emt', memo: 'Tour gas money', with: 'band#', ...often(2) }];
    const subject = { occupation: 'Musician' };
    expect(await supported({ subject, entries: entries as CaseLedger['entries'] })).toContain(
      'FP12',
    );
  });

  test('given money to and from one person for more than a year, then FP11 is supported', async () => {
    const sent = { kind: 'emt', direction: 'out', at: '2024-06-01T12:00:00-04:00', cad: '50.00' };
    const entries = [
      { ...sent, with: 'partner', ...often(14, 720) },
      {
        ...sent,
        with: 'partner',
        direction: 'in',
        at: '2024-06-09T12:00:00-04:00',
        ...often(14, 720),
      },
    ] as CaseLedger['entries'];
    expect(await supported({ entries })).toContain('FP11');
    expect(await supported({ entries: entries.slice(0, 1) })).not.toContain('FP11');
  });

  test('given money to and from one person for months, then FP11 waits for kinship on file', async () => {
    const sent = { ...pay, kind: 'emt', cad: '50.00', with: 'cousin', ...often(6, 200) };
    const entries = [sent, { ...sent, direction: 'out' }] as CaseLedger['entries'];
    const tie = (code: string) => ({ relationships: [{ at: '2025-01-01', code }] });
    expect(await supported({ entries })).not.toContain('FP11');
    expect(await supported({ entries, records: tie('employer') })).not.toContain('FP11');
    expect(await supported({ entries, records: tie('kin') })).toContain('FP11');
  });

  test.each([
    ['FP03', 'platform_driver', [fromEntity, { ...purchase('5541', '60.00'), province: 'ON' }]],
    ['FP09', 'marketplace_seller', [order, purchase('9402', '12.00')]],
    ['FP12', 'association_account', [{ ...order, memo: 'Tour gas money' }]],
  ])('given no stated occupation, then %s is supported by %s on file', async (id, code, some) => {
    const entries = some.map((one) => ({ ...one, ...often(4) })) as CaseLedger['entries'];
    const facts = [{ at: '2025-01-01', code }];
    expect(await supported({ entries })).not.toContain(id);
    expect(await supported({ entries, records: { facts: [] } })).not.toContain(id);
    expect(await supported({ entries, records: { facts } })).toContain(id);
    expect(await supported({ entries: [groceries], records: { facts } })).not.toContain(id);
  });
});

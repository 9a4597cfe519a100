import { describe, expect, test } from 'vitest';
import { build } from '../../../test/support/build-test-package.ts';
import { knownShape } from '../../../test/support/known-shape.ts';
import type { PackageTransaction } from '../package.ts';
import { moneyFlows } from './money-flow.ts';
import { decimal } from './totals.ts';

const told = (transactions: readonly PackageTransaction[]) =>
  moneyFlows({ transactions: [...transactions] }).map(
    ({ from, to, total, transactions: cited }) => [
      from,
      to,
      `${decimal(total)} ${total.currency}`,
      cited,
    ],
  );

const { transactions } = build();
const [cash, , transfer, advert] = transactions as [
  PackageTransaction,
  PackageTransaction,
  PackageTransaction,
  PackageTransaction,
];

test('given deposits, a transfer of a payer and a purchase, then who paid whom how much, the largest first', () => {
  expect(told(transactions)).toEqual([
    [
      { kind: 'party', labels: ['P1'] },
      { kind: 'account', labels: ['A1'] },
      '1280.00 CAD',
      ['T1', 'T2'],
    ],
    [{ kind: 'payers' }, { kind: 'account', labels: ['A1'] }, '250.00 CAD', ['T3']],
    [{ kind: 'account', labels: ['A1'] }, { kind: 'party', labels: ['P3'] }, '12.00 CAD', ['T4']],
  ]);
});

describe('given a transaction', () => {
  test('when it was only attempted, then no money moved', () => {
    expect(told([{ ...cash, status: 'attempted' }])).toEqual([]);
  });

  test('when nobody says where the money went, then the manner stands for it', () => {
    const [start] = advert.starts;
    const to = { kind: 'manner', manner: start?.manner };
    expect(told([{ ...advert, completions: [] }])).toMatchObject([
      [{ kind: 'account' }, to, '12.00 CAD', ['T4']],
    ]);
  });

  test('when what arrives has no currency of its own, then it has that of what was brought in', () => {
    const completions = transfer.completions.map((one) => ({ ...one, currency: 'not stated' }));
    expect(told([{ ...transfer, completions }])[0]?.[2]).toBe('250.00 CAD');
  });

  test('when it is virtual currency that arrives, then that is not taken for dollars', () => {
    const completions = transfer.completions.map((one) => ({ ...one, currency: 'Bitcoin' }));
    expect(told([{ ...transfer, completions }])[0]?.[2]).toBe('250.00 Bitcoin');
  });
});

test('given a case of 260 transactions, then all money that arrived is in the flows, to the cent', () => {
  const held = knownShape({ reports: 80, transactions: 260 });
  const arrived = held.transactions
    .filter(({ status }) => status === 'completed')
    .flatMap(({ completions }) => completions)
    .filter(({ currency }) => currency === 'CAD')
    .reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
  const flowed = moneyFlows(held)
    .filter(({ total }) => total.currency === 'CAD')
    .reduce((sum, { total }) => sum + total.units, 0n);
  expect(flowed).toBe(arrived);
});

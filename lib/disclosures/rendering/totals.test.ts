import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimal, grouped, noTotals, plus, sortedTotals, totalsInWords } from './totals.ts';

test.each([
  [['640.00', '0.1'], 'CAD', '640.10'],
  [['5', '7'], 'JPY', '12'],
  [['0.00000001', '1'], 'BTC', '1.00000001'],
  [['99999999999999999.9999999999', '0.0000000001'], 'USD', '100000000000000000.0000000000'],
])('given %j in %s, then the sum is %s, exactly', (amounts, currency, sum) => {
  const totals = amounts.reduce((all, amount) => plus(all, amount, currency), noTotals);
  expect(sortedTotals(totals).map(decimal)).toEqual([sum]);
});

const cents = fc.bigInt({ min: 0n, max: 10n ** 15n });
const written = (value: bigint) => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;

test('for any amounts, the sum is that of their cents, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1 }), (values) => {
      const sumOf = (all: readonly bigint[]) =>
        all.reduce((totals, value) => plus(totals, written(value), 'CAD'), noTotals).get('CAD');
      const sum = sumOf(values);
      expect(sum?.units).toBe(values.reduce((a, b) => a + b, 0n));
      expect(sumOf(values.toReversed())).toEqual(sum);
    }),
  );
});

test('given several currencies, then each has a sum of its own, as its readers write it', () => {
  const totals = plus(plus(noTotals, '1640.00', 'USD'), '20.50', 'CAD');
  expect(totalsInWords(totals, 'en')).toBe('20.50\u00a0CAD; 1,640.00\u00a0USD');
  expect(totalsInWords(totals, 'fr')).toBe('20,50\u00a0CAD; 1\u00a0640,00\u00a0USD');
  expect(totalsInWords(noTotals, 'en')).toBe('–');
  expect(grouped('1234567.10', 'fr')).toBe('1\u00a0234\u00a0567,10');
});

test.each([
  ['en', 'not stated', '5\u00a0(currency\u00a0not\u00a0stated)'],
  ['fr', 'non précisée', '5\u00a0(devise\u00a0non\u00a0précisée)'],
] as const)(
  'given an amount in %s whose report says no currency, then that is said',
  (language, currency, words) => {
    expect(totalsInWords(plus(noTotals, '5', currency), language)).toBe(words);
  },
);

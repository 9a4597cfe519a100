import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMinor, isInMinorUnits, minorDigits, parseMinor, toCadMinor } from './money.ts';

describe('given a decimal string', () => {
  test.each([
    ['640.00', 'CAD', 64_000],
    ['640', 'CAD', 64_000],
    ['0.01', 'CAD', 1],
    ['12.3000', 'CAD', 1230],
    ['1500', 'JPY', 1500],
    ['1500.00', 'JPY', 1500],
    ['1.234', 'KWD', 1234],
  ])('when %s %s is read, then it is %i minor units', (amount, currency, minor) => {
    expect(parseMinor(amount, currency)).toBe(minor);
  });

  test.each([
    ['0.001', 'CAD'],
    ['1.5', 'JPY'],
    ['-1.00', 'CAD'],
    ['1e3', 'CAD'],
    ['', 'CAD'],
    ['90071992547409.93', 'CAD'],
  ])('when %s %s has no exact safe value, then there is none', (amount, currency) => {
    expect(parseMinor(amount, currency)).toBeUndefined();
  });
});

test.each([
  ['9007199254740993.00', 'CAD', true],
  ['640', 'JPY', true],
  ['12.3000', 'CAD', true],
  ['640.001', 'CAD', false],
  ['640.50', 'JPY', false],
])('whether %s %s needs no smaller unit than there is: %s', (amount, currency, isIn) => {
  expect(isInMinorUnits(amount, currency)).toBe(isIn);
});

test('for any safe amount in any currency, reading what was written gives the same', () => {
  const currencies = fc.constantFrom('CAD', 'USD', 'JPY', 'KWD');
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), currencies, (minor, currency) => {
      expect(parseMinor(formatMinor({ currency, minor }), currency)).toBe(minor);
    }),
  );
});

test('for any amount, a rate of one changes nothing but the number of digits', () => {
  fc.assert(
    fc.property(fc.nat({ max: 10 ** 12 }), fc.constantFrom('USD', 'JPY'), (minor, currency) => {
      const digits = minorDigits(currency);
      expect(toCadMinor({ currency, minor }, '1')).toBe(minor * 10 ** (2 - digits));
    }),
  );
});

test.each([
  [1, '0.5', 0],
  [3, '0.5', 2],
  [5, '0.5', 2],
  [100, '1.3642', 136],
])(
  'given %i cents at %s, when converted, then halves go to the even cent: %i',
  (minor, rate, cad) => {
    expect(toCadMinor({ currency: 'USD', minor }, rate)).toBe(cad);
  },
);

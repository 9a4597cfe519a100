import { expect, test } from 'vitest';
import { currencies } from './currencies.ts';
import { minorDigits } from './money.ts';

test('every currency that the runtime knows is listed, and each once', () => {
  expect(currencies).toEqual(expect.arrayContaining(Intl.supportedValuesOf('currency')));
  expect(currencies).toEqual([...new Set(currencies)].sort());
});

test('what stands for no currency is none', () => {
  expect(currencies).not.toContain('XXX');
  expect(currencies).not.toContain('XTS');
});

test('every currency that has other than two digits is listed: 16 with none, 7 with three', () => {
  expect(currencies.filter((code) => minorDigits(code) !== 2).length).toBe(23);
});

import { describe, expect, test } from 'vitest';
import { fiscalYearOf, fiscalYearSchema, monthsOf } from './fiscal-year.ts';

test.each([
  ['2026-04-01T04:00:00Z', '2026-27'],
  // 31 March, one second before midnight in Ottawa.
  ['2026-04-01T03:59:59Z', '2025-26'],
  ['2026-12-31T23:59:59Z', '2026-27'],
  ['2027-03-31T23:59:59-04:00', '2026-27'],
  ['2099-05-01T12:00:00Z', '2099-00'],
])('%s lies in the fiscal year %s', (at, fiscalYear) => {
  expect(fiscalYearOf(at)).toBe(fiscalYear);
});

describe('given a year as text', () => {
  test.each(['2026-27', '2099-00'])('then %s is one', (text) => {
    expect(fiscalYearSchema.safeParse(text).success).toBe(true);
  });
  test.each(['2026-28', '2026', '2026-2027', '1999-00', '2026-27 '])('then %s is none', (text) => {
    expect(fiscalYearSchema.safeParse(text).success).toBe(false);
  });
});

test('a year has twelve months from April to March, all of them in it', () => {
  const months = monthsOf('2026-27');
  expect([months[0], months[8], months[9], months[11]]).toEqual([
    '2026-04',
    '2026-12',
    '2027-01',
    '2027-03',
  ]);
  for (const month of months) expect(fiscalYearOf(`${month}-15T12:00:00Z`)).toBe('2026-27');
});

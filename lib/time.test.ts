import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  instant,
  isLocalTime,
  isNight,
  localDate,
  windowMilliseconds,
  yearsBetween,
} from './time.ts';

describe('given a time as text', () => {
  test.each(['2026-03-02T03:12:00-05:00', '2026-03-02T03:12:00.123+05:30', '2024-02-29T23:59:59Z'])(
    'when it is %s, then it is a local time',
    (text) => {
      expect(isLocalTime(text)).toBe(true);
    },
  );

  test.each([
    '2026-03-02T03:12:00',
    '2026-02-29T03:12:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T03:12:60Z',
    '2026-03-02T03:12:00+15:00',
    '2026-03-02 03:12:00Z',
    '2026-03-02',
    '',
  ])('when it is "%s", then it is none', (text) => {
    expect(isLocalTime(text)).toBe(false);
  });
});

test('for any day on a calendar sheet, it is a local time when the calendar has it', () => {
  const [years, months, days] = [fc.integer({ min: 1900, max: 2400 }), fc.nat(13), fc.nat(32)];
  fc.assert(
    fc.property(years, months, days, (year, month, day) => {
      const [mm, dd] = [month, day].map((part) => String(part).padStart(2, '0'));
      const date = new Date(Date.UTC(year, month - 1, day));
      const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
      expect(isLocalTime(`${year}-${mm}-${dd}T12:00:00-05:00`)).toBe(isReal);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['2026-03-02T21:59:59-05:00', false],
  ['2026-03-02T22:00:00-05:00', true],
  ['2026-03-03T05:59:59-05:00', true],
  ['2026-03-03T06:00:00-05:00', false],
])('given %s, when night is asked, then it is judged where it happened: %s', (at, night) => {
  expect(isNight(at)).toBe(night);
});

test('for any offset, the same wall clock gives the same date and night', () => {
  const offsets = fc.constantFrom('Z', '-08:00', '-03:30', '+14:00');
  fc.assert(
    fc.property(offsets, fc.integer({ min: 0, max: 23 }), (offset, hour) => {
      const at = `2026-07-01T${String(hour).padStart(2, '0')}:30:00${offset}`;
      expect(localDate(at)).toBe('2026-07-01');
      expect(isNight(at)).toBe(hour >= 22 || hour < 6);
      expect(Number.isFinite(instant(at))).toBe(true);
    }),
  );
});

test('given windows, when measured, then minutes, hours and days are exact', () => {
  expect(windowMilliseconds('24h')).toBe(86_400_000);
  expect(windowMilliseconds('30d')).toBe(30 * 86_400_000);
  expect(windowMilliseconds('5m')).toBe(300_000);
  expect(() => windowMilliseconds('30s')).toThrow(RangeError);
});

test.each([
  ['on the day before a birthday', '2010-11-07', '2026-11-06', 15],
  ['on the birthday', '2010-11-06', '2026-11-06', 16],
  ['born on a leap day, on 28 February', '2008-02-29', '2026-02-28', 17],
  ['born on a leap day, on 1 March', '2008-02-29', '2026-03-01', 18],
  ['before the birth', '2026-11-07', '2026-11-06', -1],
])('whole years %s', (_, from, to, years) => {
  expect(yearsBetween(from, to)).toBe(years);
});

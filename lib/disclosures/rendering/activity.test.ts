import { expect, test } from 'vitest';
import { build } from '../../../test/support/build-test-package.ts';
import type { PackageTransaction } from '../package.ts';
import { activityOver, hourOf, isAtMidnight, isAtNight, placeInTime } from './activity.ts';

const [any] = build().transactions as [PackageTransaction];
const on = (...dates: string[]) => dates.map((date) => ({ ...any, date }));
const at = (localTime: string) => ({ ...any, localTime });

test('given a few days, then each has its count, days without any among them', () => {
  expect(activityOver(on('2026-11-08', '2026-11-06', '2026-11-08'))).toEqual({
    unit: 'day',
    stretches: [
      { from: '2026-11-06', count: 1 },
      { from: '2026-11-07', count: 0 },
      { from: '2026-11-08', count: 2 },
    ],
  });
});

test.each([
  ['2026-01-01', '2026-04-10', 'day', 100, '2026-01-01'],
  ['2026-01-01', '2026-04-11', 'week', 15, '2025-12-29'],
  ['2025-01-31', '2027-03-01', 'month', 27, '2025-01-01'],
] as const)('given %s to %s, then one step is a %s', (from, until, unit, count, first) => {
  const activity = activityOver(on(from, until));
  expect(activity?.unit).toBe(unit);
  expect(activity?.stretches).toHaveLength(count);
  expect(activity?.stretches[0]).toEqual({ from: first, count: 1 });
  expect(activity?.stretches.reduce((sum, one) => sum + one.count, 0)).toBe(2);
});

test.each([
  ['21:59:59-05:00', false],
  ['22:00:00-05:00', true],
  ['05:59:59-05:00', true],
  ['06:00:00-05:00', false],
])('given %s, then night: %s', (localTime, night) => {
  expect(isAtNight(at(localTime))).toBe(night);
});

test('given transactions, then each has its place over the days and its hour', () => {
  const three = on('2026-11-06', '2026-11-07', '2026-11-08');
  expect(three.map(placeInTime(three))).toEqual([0.5 / 3, 1.5 / 3, 2.5 / 3]);
  expect(hourOf(at('23:30:00-05:00'))).toBe(23.5);
  expect(activityOver([])).toBeUndefined();
});

test.each([
  ['00:00:00-05:00', true],
  ['00:00:00Z', true],
  ['00:00:01-05:00', false],
  ['12:00:00-05:00', false],
])('given %s, then whether it may stand for a day only: %s', (localTime, midnight) => {
  expect(isAtMidnight(at(localTime))).toBe(midnight);
});

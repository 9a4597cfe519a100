import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clocksOf, hasCome, yearsAfter } from './clocks.ts';

test('given what came at a moment, then its clocks stop at the same moment years later', () => {
  expect(clocksOf('2026-11-26T08:30:00.000Z')).toEqual({
    retainUntil: '2036-11-26T08:30:00.000Z',
    purgeIdentifiersAt: '2041-11-26T08:30:00.000Z',
    refusedGoAt: '2027-02-24T08:30:00.000Z',
  });
});

test('given what came on 29 February, then it is as old on 1 March, or on a day of its own', () => {
  expect(yearsAfter('2028-02-29T23:59:00.000Z', 10)).toBe('2038-03-01T23:59:00.000Z');
  expect(yearsAfter('2028-02-29T23:59:00.000Z', 15)).toBe('2043-03-01T23:59:00.000Z');
  expect(yearsAfter('2028-02-29T23:59:00.000Z', 4)).toBe('2032-02-29T23:59:00.000Z');
});

test('given the very moment, then it has come, and not a millisecond before', () => {
  expect(hasCome('2041-11-26T00:00:00Z', '2041-11-26T00:00:00.000Z')).toBe(true);
  expect(hasCome('2041-11-26T00:00:00.001Z', '2041-11-26T00:00:00Z')).toBe(false);
});

test('for any moment, years later is never less than so many times 365 days, and keeps the order', () => {
  const moments = fc.date({
    min: new Date('1990-01-01T00:00:00Z'),
    max: new Date('2090-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, moments, (a, b) => {
      const [one, other] = [a.toISOString(), b.toISOString()];
      const later = Date.parse(yearsAfter(one, 15));
      expect(later - a.getTime()).toBeGreaterThanOrEqual(15 * 365 * 86_400_000);
      expect(later - a.getTime()).toBeLessThanOrEqual((15 * 365 + 5) * 86_400_000);
      // 29 February and 1 March may fall together; nothing is ever overtaken by a day.
      if (a <= b) {
        expect(later).toBeLessThan(Date.parse(yearsAfter(other, 15)) + 86_400_000);
      }
    }),
  );
});

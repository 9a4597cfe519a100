import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareInstants, instantOrder } from './compare-instants.ts';

const times = fc
  .record({
    day: fc.integer({ min: 1, max: 3 }),
    hour: fc.integer({ min: 0, max: 23 }),
    second: fc.constantFrom('00', '59', '00.5', '00.500'),
    offset: fc.constantFrom('Z', '+00:00', '-05:00', '-04:00', '+14:00', '-03:30'),
  })
  .map(({ day, hour, second, offset }) => {
    return `2026-11-0${day}T${String(hour).padStart(2, '0')}:00:${second}${offset}`;
  });

test('for any two times, they are in the order of their instants', () => {
  fc.assert(
    fc.property(times, times, (a, b) => {
      const expected = Math.sign(Date.parse(a) - Date.parse(b));
      expect(Math.sign(instantOrder(a, b))).toBe(expected);
      const text = a < b ? -1 : a > b ? 1 : 0;
      expect(Math.sign(compareInstants(a, b))).toBe(expected || text);
    }),
    { numRuns: 2000 },
  );
});

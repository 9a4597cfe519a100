import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contribution, daysLater, entry } from '../../test/support/ledgers.ts';
import { instant } from '../time.ts';
import { horizonOf, momentsIn, oldestWithin, sinceHorizon } from './newest-entries.ts';

const reportOn = (reference: string, days: readonly number[]) =>
  contribution({
    report: { entity: '1234567', reference },
    entries: days.map((day) => entry({ report: reference, at: daysLater(day) })),
  });

test('given as many entries as are judged, then nothing is left out', () => {
  expect(horizonOf(momentsIn([reportOn('R1', [1, 2]), reportOn('R2', [3])]), 3)).toBeUndefined();
});

test('given more, then the newest are kept, simultaneous ones together, and a report without any says nothing', () => {
  const told = new Map([
    ['R1', reportOn('R1', [1, 2])],
    ['R2', reportOn('R2', [3, 2, 4])],
    ['R3', reportOn('R3', [0])],
  ]);
  const horizon = horizonOf(momentsIn(told.values()), 3);
  expect(horizon).toBe(instant(daysLater(2)));
  expect(sinceHorizon(told, horizon ?? 0)).toEqual(
    new Map([
      ['R1', reportOn('R1', [2])],
      ['R2', reportOn('R2', [3, 2, 4])],
    ]),
  );
});

test('for any entries and any budget, as many as that and four fifths of it at least are kept, and what is left stays', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 6 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 20 }),
      (reports, budget) => {
        const told = new Map(reports.map((days, at) => [`R${at}`, reportOn(`R${at}`, days)]));
        const horizon = horizonOf(momentsIn(told.values()), budget);
        expect(horizon === undefined).toBe(reports.flat().length <= budget);
        expect(oldestWithin(momentsIn(told.values()), budget) === undefined).toBe(
          horizon === undefined,
        );
        if (horizon === undefined) return;
        const kept = sinceHorizon(told, horizon);
        const moments = [...kept.values()].flatMap(({ entries }) =>
          entries.map(({ at }) => instant(at)),
        );
        expect(moments.length).toBeGreaterThanOrEqual(Math.ceil(budget * 0.8));
        expect(moments.filter((moment) => moment > horizon).length).toBeLessThan(budget + 1);
        expect(Math.min(...moments)).toBeGreaterThanOrEqual(horizon);
        expect(sinceHorizon(kept, horizon)).toEqual(kept);
      },
    ),
  );
});

test('given entries come one after another, then the horizon stays for many of them', () => {
  const days = Array.from({ length: 400 }, (_, day) => day);
  const horizons = days
    .slice(100)
    .map((today) => horizonOf(momentsIn([reportOn('R1', days.slice(0, today))]), 100));
  expect(new Set(horizons).size).toBeLessThan(horizons.length / 8);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysLater,
  entry,
  ledgerOf,
  ledgerWith,
  manyContributions,
} from '../../test/support/ledgers.ts';
import { lists } from '../../test/support/rulebooks.ts';
import type { Entry } from '../ledger/entry.ts';
import { compileLists } from './lists.ts';
import { type BaseMeasure, measuresOf } from './measures.ts';
import { subjectFacts } from './subject-facts.ts';

const compiled = compileLists(lists);
const day = 86_400_000;

/** The measure as of every moment, null where it is undefined, and the entries as of it. */
function valuesOf(measure: BaseMeasure, ledger = ledgerWith([])) {
  const facts = subjectFacts(ledger);
  const { timeline, series } = measuresOf(facts, compiled);
  const { values, evidence } = series(measure);
  return [...timeline.lastEntry].map((last, moment) => ({
    value: Number.isNaN(values[moment]) ? null : values[moment],
    evidence: [...new Set(evidence(moment))].sort((a, b) => a - b),
    until: facts.entries.slice(0, last + 1),
  }));
}

const lastValue = (measure: BaseMeasure, entries: Entry[]) =>
  valuesOf(measure, ledgerWith(entries)).at(-1)?.value;

/** The entries of the window that a plain reading of the selector keeps. */
const within = (until: readonly Entry[], days: number, keep: (one: Entry) => boolean) => {
  const now = Date.parse(until.at(-1)?.at ?? '');
  return until.filter(
    (one) =>
      Date.parse(one.at) > now - days * day && !one.attempted && one.role === 'holder' && keep(one),
  );
};
const incoming = ({ direction }: Entry) => direction === 'in';
const distinctOf = (values: (string | undefined)[]) =>
  new Set(values.filter((value) => value !== undefined)).size;

describe('for any ledger, a measure is what a plain count over the window gives', () => {
  const cad = ({ cadMinor = 0 }: Entry) => cadMinor;
  const sum = (entries: Entry[]) => entries.reduce((total, one) => total + cad(one), 0);
  const tally = (entries: Entry[]) =>
    Object.values(Object.groupBy(entries, ({ city }) => city ?? '')).map((same = []) => same);
  const naive: [string, BaseMeasure, (until: readonly Entry[]) => number | null][] = [
    [
      'count',
      { count: { direction: 'in' }, over: '7d' },
      (until) => within(until, 7, incoming).length,
    ],
    ['sum', { sum: { direction: 'in' }, over: '7d' }, (until) => sum(within(until, 7, incoming))],
    [
      'distinct',
      { distinct: 'counterparty', of: { direction: 'in' }, over: '30d' },
      (until) =>
        distinctOf(within(until, 30, incoming).map(({ counterparty }) => counterparty?.key)),
    ],
    [
      'distinct, occurring once',
      { distinct: 'localDate', of: { direction: 'in' }, over: '30d', occurring: { atMost: 1 } },
      (until) =>
        Object.values(
          Object.groupBy(within(until, 30, incoming), ({ at }) => at.slice(0, 10)),
        ).filter((same) => same?.length === 1).length,
    ],
    [
      'topShare',
      { topShare: 'province', of: { direction: 'in' }, over: '30d', by: 'sum', top: 1 },
      (until) => {
        const placed = within(until, 30, (one) => incoming(one) && one.province !== undefined);
        const sums = Object.values(Object.groupBy(placed, ({ province }) => province ?? '')).map(
          (same = []) => sum(same),
        );
        return sum(placed) === 0 ? null : Math.max(...sums) / sum(placed);
      },
    ],
    [
      'topShare by count',
      { topShare: 'city', of: { direction: 'in' }, over: '30d', by: 'count', top: 2 },
      (until) => {
        const placed = within(until, 30, (one) => incoming(one) && one.city !== undefined);
        const counts = tally(placed)
          .map((same) => same.length)
          .sort((a, b) => b - a);
        const [first = 0, second = 0] = counts;
        return placed.length === 0 ? null : (first + second) / placed.length;
      },
    ],
    [
      'dates',
      { dates: { direction: 'in' }, atLeast: 2, within: '6h', over: '30d' },
      (until) => {
        const dates = Object.values(
          Object.groupBy(within(until, 30, incoming), ({ at }) => at.slice(0, 10)),
        );
        return dates.filter((same = []) =>
          same.some((one, i) =>
            same.some(
              (two, j) => i < j && Math.abs(Date.parse(one.at) - Date.parse(two.at)) < day / 4,
            ),
          ),
        ).length;
      },
    ],
    [
      'ratioToBaseline',
      { ratioToBaseline: { direction: 'in' }, over: '7d' },
      (until) => {
        const upTo = (days: number) => within(until, days, incoming).length;
        const counts = [1, 2, 3, 4, 5, 6].map((back) => upTo(7 * (back + 1)) - upTo(7 * back));
        const [, , third = 0, fourth = 0] = counts.sort((a, b) => a - b);
        return upTo(7) / Math.max(1, (third + fourth) / 2);
      },
    ],
  ];

  test.each(naive)('%s', (_, measure, plain) => {
    fc.assert(
      fc.property(manyContributions, (contributions) => {
        for (const { value, until } of valuesOf(measure, ledgerOf(contributions))) {
          const expected = plain(until);
          if (value === null || expected === null) expect(value).toBe(expected);
          else expect(value).toBeCloseTo(expected, 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('passedOn never exceeds what came in, nor what went out', () => {
    const measure: BaseMeasure = {
      passedOn: { in: { direction: 'in' }, out: { direction: 'out' } },
      within: '48h',
      over: '30d',
    };
    fc.assert(
      fc.property(manyContributions, (contributions) => {
        for (const { value, until } of valuesOf(measure, ledgerOf(contributions))) {
          const cameIn = sum(within(until, 30, incoming));
          const wentOut = sum(within(until, 32, ({ direction }) => direction === 'out'));
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(Math.min(cameIn, wentOut));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('pairs', () => {
  const pairs: BaseMeasure = {
    pairs: { first: { direction: 'in' }, next: { direction: 'out' } },
    within: '24h',
    over: '30d',
  };
  const cameIn = (hours: number, fields: Partial<Entry> = {}) =>
    entry({ at: daysLater(hours / 24), ...fields });
  const wentOut = (hours: number, fields: Partial<Entry> = {}) =>
    cameIn(hours, { direction: 'out', ...fields });

  test.each<[string, BaseMeasure, Entry[], number]>([
    ['use each entry once', pairs, [cameIn(0), wentOut(1), wentOut(2)], 1],
    ['take the oldest first', pairs, [cameIn(0), cameIn(1), wentOut(2), wentOut(3)], 2],
    ['want the order', pairs, [wentOut(0), cameIn(1)], 0],
    ['or not', { ...pairs, eitherOrder: true }, [wentOut(0), cameIn(1)], 1],
    ['end before the gap', pairs, [cameIn(0), wentOut(24)], 0],
    ['hold just inside it', pairs, [cameIn(0), wentOut(23.99)], 1],
    ['lie whole in the window', { ...pairs, over: '1d' }, [cameIn(0), wentOut(23), cameIn(24)], 0],
    [
      'want the same city',
      { ...pairs, same: ['city'] },
      [cameIn(0, { city: 'Toronto' }), wentOut(1, { city: 'Kingston' }), wentOut(2)],
      0,
    ],
    [
      'want different areas, of which suburbs are none',
      { ...pairs, different: ['area'] },
      [
        cameIn(0, { city: 'Toronto', province: 'ON' }),
        wentOut(1, { city: 'Mississauga', province: 'ON' }),
        wentOut(2, { city: 'Kingston', province: 'ON' }),
      ],
      1,
    ],
    [
      'want a distance',
      { ...pairs, atLeastKm: 200 },
      [
        cameIn(0, { city: 'Toronto', province: 'ON' }),
        wentOut(1, { city: 'Kingston', province: 'ON' }),
      ],
      1,
    ],
    [
      'want amounts alike',
      { ...pairs, amountsWithinPercent: 5 },
      [
        cameIn(0, { cadMinor: 10_000 }),
        wentOut(1, { cadMinor: 9499 }),
        wentOut(2, { cadMinor: 9500 }),
      ],
      1,
    ],
    [
      'count what the second has',
      { ...pairs, distinct: 'city' },
      [cameIn(0), wentOut(1, { city: 'Toronto' }), cameIn(2), wentOut(3, { city: 'Toronto' })],
      1,
    ],
  ])('%s', (_, measure, entries, expected) => {
    expect(lastValue(measure, entries)).toBe(expected);
  });

  test('are told with both of their entries', () => {
    const entries = [cameIn(0), cameIn(1, { direction: 'out' }), cameIn(2)];
    expect(valuesOf(pairs, ledgerWith(entries)).at(-1)?.evidence).toEqual([0, 1]);
  });
});

test('passedOn matches the oldest money first, and only what left soon enough', () => {
  const measure: BaseMeasure = {
    passedOn: { in: { direction: 'in' }, out: { direction: 'out' } },
    within: '48h',
    over: '30d',
  };
  const entries = [
    entry({ at: daysLater(0), cad: 10_000 }),
    entry({ at: daysLater(3), cad: 5000 }),
    entry({ at: daysLater(4), cad: 12_000, direction: 'out' }),
  ];
  // $100 had waited four days; of the next $50, $20 left within one.
  expect(valuesOf(measure, ledgerWith(entries)).at(-1)).toMatchObject({
    value: 2000,
    evidence: [1, 2],
  });
});

test('cities count as apart when each is far enough from those before it', () => {
  const at = (city: string, province: string) => entry({ city, province });
  const apart = (apartKm: number): BaseMeasure => ({
    distinct: 'city',
    of: {},
    over: '30d',
    apartKm,
  });
  const cities = [
    at('Toronto', 'ON'),
    at('Mississauga', 'ON'),
    at('Kingston', 'ON'),
    at('Nowhere', 'ON'),
  ];
  expect(lastValue(apart(50), cities)).toBe(2);
  expect(lastValue(apart(10), cities)).toBe(3);
});

test('age is counted in whole years as of the entry', () => {
  const party = { kind: 'person', roleHint: 'unknown', birthDate: '2008-01-06' } as const;
  const ledger = ledgerWith([entry({ at: daysLater(0) }), entry({ at: daysLater(1) })], { party });
  const ages = valuesOf({ profile: 'age' }, ledger).map(({ value }) => value);
  expect(ages).toEqual([17, 18]);
});

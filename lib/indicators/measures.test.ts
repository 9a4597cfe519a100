import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  busyContributions,
  contribution,
  daysLater,
  entry,
  ledgerOf,
  ledgerWith,
  manyContributions,
} from '../../test/support/ledgers.ts';
import { measured } from '../../test/support/measured.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Measure } from './measure.ts';
import { subjectFacts } from './subject-facts.ts';

const day = 86_400_000;

/** The measure as of every moment, null where it is undefined, and the entries as of it. */
function valuesOf(measure: Measure, ledger = ledgerWith([])) {
  const facts = subjectFacts(ledger);
  const { lastEntry, values, evidence } = measured(measure, facts);
  return lastEntry.map((last, moment) => ({
    value: Number.isNaN(values[moment]) ? null : values[moment],
    evidence: [...new Set(evidence(moment))].sort((a, b) => a - b),
    until: facts.entries.slice(0, last + 1),
  }));
}

const lastValue = (measure: Measure, entries: Entry[]) =>
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
  const byCard = (entries: Entry[]) =>
    Object.values(Object.groupBy(entries, ({ card }) => card ?? ''))
      .map((same = []) => same)
      .filter(([one]) => one?.card !== undefined);
  const middleOf = (numbers: number[]) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
    return low === undefined || high === undefined ? undefined : (low + high) / 2;
  };
  const naive: [string, Measure, (until: readonly Entry[]) => number | null][] = [
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
    [
      'ratioToBaseline by sum',
      { ratioToBaseline: { direction: 'in' }, over: '7d', by: 'sum' },
      (until) => {
        const upTo = (days: number) => sum(within(until, days, incoming));
        const sums = [1, 2, 3, 4, 5, 6].map((back) => upTo(7 * (back + 1)) - upTo(7 * back));
        return upTo(7) / Math.max(100, middleOf(sums) ?? 0);
      },
    ],
    [
      'sum of fees',
      { sum: { direction: 'in' }, over: '30d', field: 'fee' },
      (until) =>
        within(until, 30, incoming).reduce((total, { feeMinor = 0 }) => total + feeMinor, 0),
    ],
    [
      'distinct, worth so much',
      { distinct: 'card', of: {}, over: '30d', occurring: { sumAtLeast: 300_000 } },
      (until) =>
        byCard(within(until, 30, () => true)).filter((same) => sum(same) >= 300_000).length,
    ],
    [
      'distinct, against the monthly median of clients',
      {
        distinct: 'merchantGroup',
        of: {},
        over: '60d',
        occurring: { atLeast: 2, peerMedianTimes: 3 },
      },
      (until) => {
        const groceries = within(until, 60, ({ mcc }) => mcc === '5411');
        return groceries.length >= 2 && sum(groceries) >= 3 * 2 * 50_000 ? 1 : 0;
      },
    ],
    [
      'distinct, near the median',
      { distinct: 'counterparty', of: {}, over: '30d', nearMedianPercent: 40 },
      (until) => {
        const inside = within(until, 30, () => true);
        const middle = middleOf(inside.map(cad)) ?? 0;
        const near = inside.filter((one) => Math.abs(cad(one) - middle) * 100 <= 40 * middle);
        return distinctOf(near.map(({ counterparty }) => counterparty?.key));
      },
    ],
    [
      'distinct categories',
      { distinct: 'category', of: { merchantGroup: ['GROCERY', 'LODGING'] }, over: '30d' },
      (until) =>
        distinctOf(
          within(until, 30, ({ mcc }) => mcc !== undefined).map(({ kind, mcc }) =>
            kind === 'payroll' ? 'PAYROLL' : mcc,
          ),
        ),
    ],
    [
      'largest by count',
      { largest: 'card', of: {}, over: '30d', by: 'count' },
      (until) => Math.max(0, ...byCard(within(until, 30, () => true)).map(({ length }) => length)),
    ],
    [
      'largest by sum',
      { largest: 'card', of: {}, over: '30d', by: 'sum' },
      (until) => Math.max(0, ...byCard(within(until, 30, () => true)).map(sum)),
    ],
    [
      'withTop',
      { withTop: 'card', of: { direction: 'in' }, counted: { direction: 'out' }, over: '30d' },
      (until) => {
        const inside = within(until, 30, ({ card }) => card !== undefined);
        const often = (of: string, way: 'in' | 'out') =>
          inside.filter(({ card, direction }) => card === of && direction === way).length;
        const [top] = ['c1', 'c2', 'c3'].sort((a, b) => often(b, 'in') - often(a, 'in'));
        return top === undefined || often(top, 'in') === 0 ? 0 : often(top, 'out');
      },
    ],
    [
      'median',
      { median: 'amount', of: { direction: 'in' }, over: '7d' },
      (until) => middleOf(within(until, 7, incoming).map(cad)) ?? null,
    ],
    [
      'medianBalance',
      { medianBalance: 'endOfDay', over: '14d' },
      (until) => {
        const moves = within(until, 9999, ({ account }) => account !== undefined);
        const dayOf = ({ at }: Entry) => Date.parse(at.slice(0, 10)) / day;
        const first = Math.min(...moves.map(dayOf));
        if (!Number.isFinite(first)) return null;
        const balances = [0];
        for (let date = first; date <= Math.max(...until.map(dayOf)); date += 1) {
          const moved = moves.filter((one) => dayOf(one) === date);
          const net = sum(moved.filter(incoming)) - sum(moved.filter((one) => !incoming(one)));
          balances.push(Math.max(0, (balances.at(-1) ?? 0) + net));
        }
        return middleOf(balances.slice(1).slice(-14)) ?? null;
      },
    ],
    [
      'runs',
      {
        runs: { direction: 'in' },
        at: 'city',
        distinct: 'counterparty',
        atLeast: 2,
        within: '5d',
        sumAtLeast: 200_000,
        over: '30d',
      },
      (until) => {
        const at = (one: Entry | undefined) => Date.parse(one?.at ?? '');
        const all = until.filter((one) => within(until, 9999, incoming).includes(one));
        const cities = Object.values(Object.groupBy(all, ({ city }) => city ?? ''));
        let runs = 0;
        for (let left of cities.map((same = []) => same)) {
          while (left[0]?.city !== undefined) {
            const [first] = left;
            const run = left.filter((one) => at(one) - at(first) < 5 * day);
            const parties = run.map(({ counterparty }) => counterparty?.key);
            const isRun = distinctOf(parties) >= 2 && sum(run) >= 200_000;
            if (isRun && at(first) > at(until.at(-1)) - 30 * day) runs += 1;
            left = left.slice(isRun ? run.length : 1);
          }
        }
        return runs;
      },
    ],
    [
      'pairs apart',
      {
        pairs: { first: { direction: 'in' }, next: { direction: 'out' } },
        within: '7d',
        apart: '2d',
        over: '30d',
      },
      (until) => {
        const at = (one: Entry) => Date.parse(one.at);
        const now = Math.max(...until.map(at));
        let waiting: Entry[] = [];
        let pairs = 0;
        for (const one of within(until, 9999, () => true)) {
          if (incoming(one)) waiting.push(one);
          else {
            const first = waiting.find(
              (other) => at(one) - at(other) < 7 * day && at(one) - at(other) >= 2 * day,
            );
            waiting = waiting.filter((other) => other !== first);
            if (first && at(first) > now - 30 * day) pairs += 1;
          }
        }
        return pairs;
      },
    ],
  ];

  const ledgers = fc.oneof(manyContributions, busyContributions);
  test.each(naive)('%s', (_, measure, plain) => {
    fc.assert(
      fc.property(ledgers, (contributions) => {
        for (const { value, until } of valuesOf(measure, ledgerOf(contributions))) {
          const expected = plain(until);
          if (value === null || expected === null) expect(value).toBe(expected);
          else expect(value).toBeCloseTo(expected, 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each<[string, Measure]>([
    [
      'pairs',
      {
        pairs: { first: { direction: 'in' }, next: { direction: 'out' } },
        within: '3d',
        over: '30d',
      },
    ],
    [
      'passedOn',
      {
        passedOn: { in: { direction: 'in' }, out: { direction: 'out' } },
        within: '3d',
        over: '30d',
      },
    ],
  ])('%s: what simultaneous entries are called does not matter', (_, measure) => {
    const atNoon = (one: Entry): Entry => ({ ...one, at: `${one.at.slice(0, 10)}T12:00:00-05:00` });
    const renamed = (one: Entry): Entry => ({
      ...one,
      transaction: `${99 - Number(one.transaction.slice(1))}`,
    });
    fc.assert(
      fc.property(busyContributions, (contributions) => {
        const [values, others] = [atNoon, (one: Entry) => renamed(atNoon(one))].map((change) => {
          const changed = contributions.map((one) => ({
            ...one,
            entries: one.entries.map(change),
          }));
          return valuesOf(measure, ledgerOf(changed)).map(({ value }) => value);
        });
        expect(others).toEqual(values);
      }),
    );
  });

  test('passedOn never exceeds what came in, nor what went out', () => {
    const measure: Measure = {
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
  const pairs: Measure = {
    pairs: { first: { direction: 'in' }, next: { direction: 'out' } },
    within: '24h',
    over: '30d',
  };
  const cameIn = (hours: number, fields: Partial<Entry> = {}) =>
    entry({ at: daysLater(hours / 24), ...fields });
  const wentOut = (hours: number, fields: Partial<Entry> = {}) =>
    cameIn(hours, { direction: 'out', ...fields });

  test.each<[string, Measure, Entry[], number]>([
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
  const measure: Measure = {
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
  const apart = (apartKm: number): Measure => ({
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

describe('runs', () => {
  const runs: Measure = {
    runs: { kind: 'casino' },
    at: 'city',
    distinct: 'terminal',
    atLeast: 3,
    within: '1h',
    over: '30d',
  };
  const play = (minutes: number, terminal: string, fields: Partial<Entry> = {}) =>
    entry({ kind: 'casino', at: daysLater(minutes / 1440), city: 'Toronto', terminal, ...fields });
  const three = [play(0, 'a'), play(1, 'b'), play(59, 'c')];

  test.each<[string, Measure, Entry[], number]>([
    ['have so many different values', runs, three, 1],
    ['not the same one again', runs, [play(0, 'a'), play(1, 'b'), play(2, 'b')], 0],
    ['end before so long after the first', runs, [...three.slice(0, 2), play(60, 'c')], 0],
    ['open with the next entry when the first finds none', runs, [play(-1, 'x'), ...three], 1],
    ['use each entry once', runs, [...three, play(50, 'd'), play(61, 'e'), play(62, 'f')], 1],
    ['follow each other', runs, [...three, ...[60, 61, 62].map((at) => play(at, `${at}`))], 2],
    ['stay in one place', runs, [...three.slice(0, 2), play(59, 'c', { city: 'Kingston' })], 0],
    ['need a place', runs, three.map(({ city: _, ...one }) => one), 0],
    ['are worth so much', { ...runs, sumAtLeast: 30_000 }, three, 1],
    ['and not a cent less', { ...runs, sumAtLeast: 30_001 }, three, 0],
    [
      'lie whole in the window',
      { ...runs, over: '1d' },
      [...three, entry({ at: daysLater(1) })],
      0,
    ],
  ])('%s', (_, measure, entries, expected) => {
    expect(lastValue(measure, entries)).toBe(expected);
  });

  test('are told with the entries that joined them so far, and not with others', () => {
    const entries = [...three, play(59.5, 'a'), play(61, 'b')];
    const evidence = valuesOf(runs, ledgerWith(entries)).map((moment) => moment.evidence);
    expect(evidence).toEqual([[], [], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3]]);
  });
});

describe('what is left at the end of the day', () => {
  const balance = (over: string): Measure => ({ medianBalance: 'endOfDay', over });
  const account = ledgerKey('account', 'own');
  const moved = (day: number, cad: number, direction: 'in' | 'out' = 'in') =>
    entry({ at: daysLater(day), cad, direction, account });

  test.each<[string, string, Entry[], number | null]>([
    ['is carried to days without entries', '30d', [moved(0, 500), moved(4, 100)], 500],
    ['is that of the day so far', '1d', [moved(0, 500), moved(0.1, 200, 'out')], 300],
    ['is never below nothing', '2d', [moved(0, 900, 'out'), moved(1, 500)], 250],
    ['is that of the window alone', '2d', [moved(0, 100), moved(1, 100), moved(2, 100)], 250],
    ['moves on with what has no account', '3d', [moved(0, 900), entry({ at: daysLater(9) })], 900],
    ['is not known without an account', '30d', [entry()], null],
  ])('%s', (_, over, entries, expected) => {
    expect(lastValue(balance(over), entries)).toBe(expected);
  });
});

test('withTop counts what is bought with the card that pays most motels', () => {
  const measure: Measure = {
    withTop: 'card',
    of: { merchantGroup: 'LODGING' },
    counted: { merchantGroup: 'GROCERY' },
    over: '30d',
  };
  const paid = (card: string, mcc: string) => entry({ kind: 'card_purchase', card, mcc });
  const [motel, food] = ['7011', '5411'];
  const entries = [paid('b', motel), paid('b', motel), paid('a', motel), paid('b', food)];
  expect(lastValue(measure, entries)).toBe(1);
  expect(lastValue(measure, [...entries, paid('a', motel)])).toBe(0);
  expect(lastValue(measure, [paid('a', food)])).toBe(0);
  const told = valuesOf(measure, ledgerWith([...entries, paid('a', food)]));
  expect(told.at(-1)?.evidence).toEqual([0, 1, 3]);
});

test('pairs may be asked to lie apart, in one country', () => {
  const measure: Measure = {
    pairs: { first: {}, next: {} },
    within: '30d',
    apart: '10d',
    same: ['country'],
    over: '60d',
  };
  const paid = (day: number, country: string) => entry({ at: daysLater(day), country });
  expect(lastValue(measure, [paid(0, 'TH'), paid(10, 'TH')])).toBe(1);
  expect(lastValue(measure, [paid(0, 'TH'), paid(9.99, 'TH')])).toBe(0);
  expect(lastValue(measure, [paid(0, 'TH'), paid(10, 'PH')])).toBe(0);
});

test('equal instalments are one other side and one amount', () => {
  const measure: Measure = {
    distinct: 'counterpartyAmount',
    of: {},
    over: '30d',
    occurring: { atLeast: 2 },
  };
  const key = ledgerKey('party', 'p');
  const paid = (cad: number) => entry({ cad, counterparty: { key, keys: [key], kind: 'person' } });
  expect(lastValue(measure, [paid(100), paid(200), paid(100), paid(200), paid(300)])).toBe(2);
});

describe('records', () => {
  const noted = (at: string, code: string, more: object = {}) => ({ at, code, ...more });
  const records = {
    adverseMedia: [
      noted(daysLater(-2000), 'old', { value: 'x', confidence: 'high' as const }),
      noted(daysLater(-10), 'new', { value: 'x', confidence: 'low' as const }),
      noted(daysLater(-9), 'new', { value: 'y' }),
      noted(daysLater(5), 'later', { value: 'z', confidence: 'high' as const }),
    ],
  };
  const ledger = ledgerWith([entry({ at: daysLater(0) }), entry({ at: daysLater(9) })], {
    records,
  });

  test.each<[string, Measure, (number | null)[]]>([
    ['are whatever was known by then', { records: 'adverseMedia' }, [3, 4]],
    ['or those of the window', { records: 'adverseMedia', over: '10d' }, [1, 1]],
    ['of some codes', { records: 'adverseMedia', codes: ['new', 'later'] }, [2, 3]],
    ['or of all but some', { records: 'adverseMedia', exceptCodes: ['new'] }, [1, 2]],
    ['and sure enough', { records: 'adverseMedia', confidence: 'medium' }, [1, 2]],
    ['or not so sure', { records: 'adverseMedia', confidence: 'low' }, [2, 3]],
    ['by what they say', { distinctRecords: 'value', of: 'adverseMedia' }, [2, 3]],
    ['and are not known where nobody supplied them', { records: 'facts' }, [null, null]],
  ])('%s', (_, measure, expected) => {
    expect(valuesOf(measure, ledger).map(({ value }) => value)).toEqual(expected);
  });
});

describe('what is known of the subject', () => {
  const known = (measure: Measure, facts: Partial<Contribution>) =>
    valuesOf(measure, ledgerWith([entry()], facts)).at(-1)?.value;
  const person = { kind: 'person', roleHint: 'unknown' } as const;

  test('its industry begins with a code', () => {
    const industry: Measure = { industry: ['8121', '56'] };
    const ofCode = (naics: string) => known(industry, { profile: { naics, addressClasses: [] } });
    expect(ofCode('812115')).toBe(1);
    expect(ofCode('56')).toBe(1);
    expect(ofCode('81')).toBe(0);
    expect(known(industry, {})).toBe(null);
  });

  test('hours are worth the minimum wage of its province on the day', () => {
    const hours: Measure = { minimumWageHours: 160 };
    const paid = (at: string, province: string) =>
      valuesOf(hours, ledgerWith([entry({ at })], { party: { ...person, province } }))[0]?.value;
    expect(paid('2025-09-30T23:00:00-04:00', 'ON')).toBe(160 * 1720);
    expect(paid('2025-10-01T00:00:00-04:00', 'ON')).toBe(160 * 1760);
    expect(paid('2024-09-30T00:00:00-04:00', 'ON')).toBe(null);
    expect(paid('2025-10-01T00:00:00-04:00', 'QC')).toBe(null);
  });

  test.each<[string, string[], number]>([
    ['one name', ['Alex Example'], 1],
    ['the same in another order, with accents', ['Alex Example', 'EXAMPLE, Aléx'], 1],
    ['one letter in twelve', ['Alex Example', 'Alexa Example'], 1],
    ['exactly one in five', ['abcde', 'abcdf'], 1],
    ['more than one in five', ['abcd', 'abce'], 2],
    ['two names and something like one', ['Alex Example', 'Sam Other', 'Sam Othar'], 2],
  ])('%s', (_, names, expected) => {
    const reports = names.map((given, number) =>
      contribution({
        report: { entity: '1234567', reference: `R${number}` },
        entries: [entry({ report: `R${number}` })],
        party: { ...person, given },
      }),
    );
    expect(valuesOf({ ownNames: 'different' }, ledgerOf(reports)).at(-1)?.value).toBe(expected);
  });
});

test('age is counted in whole years as of the entry', () => {
  const party = { kind: 'person', roleHint: 'unknown', birthDate: '2008-01-06' } as const;
  const ledger = ledgerWith([entry({ at: daysLater(0) }), entry({ at: daysLater(1) })], { party });
  const ages = valuesOf({ profile: 'age' }, ledger).map(({ value }) => value);
  expect(ages).toEqual([17, 18]);
});

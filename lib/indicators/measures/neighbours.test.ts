import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysLater,
  entry,
  ledgerOf,
  ledgerWith,
  manyContributions,
} from '../../../test/support/ledgers.ts';
import { measured } from '../../../test/support/measured.ts';
import { type LedgerKey, ledgerKey } from '../../identifiers.ts';
import type { Entry } from '../../ledger/entry.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Match } from '../match.ts';
import type { Measure } from '../measure.ts';
import { neighbourhoodOf } from '../neighbourhood.ts';
import { subjectFacts } from '../subject-facts.ts';

const day = 86_400_000;
type Neighbours = Extract<Measure, { neighbours: unknown }>;
const payers: Neighbours = { neighbours: { direction: 'in' }, over: '30d' };

const worker = (name: string) => ledgerKey('party', name);
const named = (key: LedgerKey, ...more: LedgerKey[]) => ({
  counterparty: { key, keys: [key, ...more], kind: 'person' as const },
});
const paidBy = (name: string, days: number, fields: Partial<Entry> & { cad?: number } = {}) =>
  entry({ kind: 'emt', at: daysLater(days), ...named(worker(name)), ...fields });
const received = (days: number, cad = 10_000, fields: Partial<Entry> = {}) =>
  entry({ kind: 'emt', at: daysLater(days), cad, ...fields });
const pay = (days: number, employer: LedgerKey, ...more: LedgerKey[]) =>
  received(days, 50_000, { kind: 'payroll', ...named(employer, ...more) });

type Held = Pick<Match, 'indicator' | 'family'> & { days: [number, number] };
/** Somebody linked, with what the own ledger holds and which indicators held from which day to which. */
type Linked = { entries?: Entry[]; held?: Held[] };

type Around = {
  namesOf?: (key: LedgerKey) => LedgerKey[];
  personOf?: (key: LedgerKey) => LedgerKey;
};

function valuesOf(
  measure: Neighbours,
  own: Ledger,
  others: { ledger: Ledger; matches: Match[] }[],
  around: Around = {},
) {
  const neighbourhood = neighbourhoodOf({
    ledgers: [own, ...others.map(({ ledger }) => ledger)],
    evaluations: new Map(others.map(({ ledger, matches }) => [ledger.key, { matches }])),
    ...around,
  });
  const facts = subjectFacts(own);
  const { lastEntry, values, evidence } = measured(measure, facts, { neighbourhood });
  return lastEntry.map((last, moment) => ({
    value: values[moment],
    evidence: [...evidence(moment)].sort((a, b) => a - b),
    until: facts.entries.slice(0, last + 1),
  }));
}

function asOfNewest(
  measure: Neighbours,
  own: Entry[],
  others: Record<string, Linked>,
  around: Around = {},
) {
  const linked = Object.entries(others).map(([name, { entries = [], held = [] }]) => ({
    ledger: { ...ledgerWith(entries), key: worker(name) },
    matches: held.map(matchOf),
  }));
  return valuesOf(measure, ledgerWith(own), linked, around).at(-1);
}

const matchOf = ({ days: [from, until], ...match }: Held): Match => ({
  ...match,
  matchId: 'match-0000000000000000',
  subject: worker('a'),
  version: 1,
  strength: 3,
  typologies: [],
  from: daysLater(from),
  until: daysLater(until),
  values: {},
  sentence: { en: '', fr: '' },
  evidence: [],
});

describe('given payments of several people', () => {
  const own = [paidBy('a', 0), paidBy('a', 1), paidBy('stranger', 2), paidBy('b', 3)];

  test('then those who are linked count, each once, with the payments that name them', () => {
    expect(asOfNewest(payers, own, { a: {}, b: {}, c: {} })).toMatchObject({
      value: 2,
      evidence: [0, 1, 3],
    });
  });

  test('then what is exactly as old as the window counts no more', () => {
    const over = (window: string) => asOfNewest({ ...payers, over: window }, own, { a: {}, b: {} });
    expect(over('2d')?.value).toBe(1);
    expect(over('49h')?.value).toBe(2);
  });

  test('then at least so many payments of each, or so much of all, can be asked for', () => {
    const value = (asked: Partial<Neighbours>) =>
      asOfNewest({ ...payers, ...asked }, own, { a: {}, b: {} })?.value;
    expect(value({ times: 2 })).toBe(1);
    expect(value({ times: 3 })).toBe(0);
    expect(value({ partOfSum: 0.25 })).toBe(2);
    expect(value({ partOfSum: 0.5 })).toBe(1);
    expect(value({ partOfSum: 0.51 })).toBe(0);
  });

  test('then an account names its holder, and of several holders one', () => {
    const account = ledgerKey('account', 'joint');
    const byAccount = [paidBy('', 0, named(account))];
    const joint = { namesOf: () => [account] };
    expect(asOfNewest(payers, byAccount, { a: {} }, joint)?.value).toBe(1);
    const away = { namesOf: (key: LedgerKey) => (key === worker('a') ? [] : [account]) };
    expect(asOfNewest(payers, byAccount, { b: {}, c: {} }, away)?.value).toBe(1);
  });

  test('then clients of two banks are one person, and nobody is his own neighbour', () => {
    const subject = ledgerWith([]).key;
    const together = (...same: LedgerKey[]) => ({
      personOf: (key: LedgerKey) => (same.includes(key) ? (same[0] ?? key) : key),
    });
    const value = (...same: LedgerKey[]) =>
      asOfNewest(payers, own, { a: {}, b: {} }, together(...same))?.value;
    expect(value(worker('a'), worker('b'))).toBe(1);
    expect(value(subject, worker('b'))).toBe(1);
  });
});

describe('given indicators that held for a neighbour', () => {
  const matching = (asked: Neighbours['matching'], ...held: Held[]) =>
    asOfNewest({ ...payers, matching: asked }, [paidBy('a', 60)], { a: { held } })?.value;
  const cash = (from: number, until: number): Held => ({
    indicator: 'HT-SEX-001',
    family: 'CASH',
    days: [from, until],
  });
  const ads: Held = { indicator: 'HT-SEX-042', family: 'ADS', days: [50, 60] };
  const asked = { indicators: ['HT-SEX-001'] };

  test.each([
    ['until just inside the window', 10, 30.001, 1],
    ['until its edge', 10, 30, 0],
    ['since the moment itself', 60, 90, 1],
    ['only since after the moment', 60.001, 90, 0],
    ['from long before until long after', 0, 90, 1],
  ])('%s', (_, from, until, expected) => {
    expect(matching(asked, cash(from, until))).toBe(expected);
  });

  test('then others than those asked for do not count', () => {
    expect(matching(asked, ads)).toBe(0);
    expect(matching({ families: ['ADS'] }, ads)).toBe(1);
    expect(matching({}, ads)).toBe(1);
    expect(matching({})).toBe(0);
  });

  test('then at least so many different ones are wanted', () => {
    const two = { families: ['ADS', 'CASH'], atLeast: 2 };
    expect(matching(two, ads, cash(40, 50))).toBe(1);
    expect(matching(two, cash(35, 36), cash(40, 50))).toBe(0);
  });
});

describe('given what a neighbour received', () => {
  const forwarding: Neighbours = { ...payers, forwarding: 0.5 };
  const value = (measure: Neighbours, cad: number, ...entries: Entry[]) =>
    asOfNewest(measure, [paidBy('a', 40, { cad })], { a: { entries } })?.value;

  test('then the part that was passed on decides, exactly', () => {
    expect(value(forwarding, 10_000, received(20, 20_000))).toBe(1);
    expect(value(forwarding, 9_999, received(20, 20_000))).toBe(0);
  });

  test('then only what came in within the window, by the moment, for itself, counts', () => {
    const elsewhere = [
      received(10, 90_000),
      received(40.001, 90_000),
      received(20, 90_000, { kind: 'internal' }),
      received(20, 90_000, { role: 'conductor' }),
      received(20, 90_000, { attempted: true }),
      received(20, 90_000, { direction: 'out' }),
    ];
    expect(value(forwarding, 10_000, received(20, 20_000), ...elsewhere)).toBe(1);
    expect(value(forwarding, 10_000, ...elsewhere)).toBe(0);
    expect(value(forwarding, 10_000, received(20, 20_000), received(40, 1))).toBe(0);
  });

  test('then of pay nothing but wages count', () => {
    const entries = [pay(20, worker('farm')), received(21, 100_000)];
    expect(value(forwarding, 25_000, ...entries)).toBe(0);
    expect(value({ ...forwarding, ofPay: true }, 25_000, ...entries)).toBe(1);
    expect(value({ ...forwarding, ofPay: true }, 24_999, ...entries)).toBe(0);
  });
});

test('given workers of several employers, then those of the commonest one count', () => {
  const [farm, cannery, byName] = [worker('farm'), worker('cannery'), ledgerKey('name', 'farm')];
  const own = ['a', 'b', 'c', 'd'].map((name) => paidBy(name, 40));
  const workers = {
    a: { entries: [pay(20, farm, byName)] },
    b: { entries: [pay(20, byName)] },
    c: { entries: [pay(20, cannery)] },
    d: { entries: [pay(9, byName), pay(41, byName)] },
  };
  expect(asOfNewest({ ...payers, sameEmployer: true }, own, workers)).toMatchObject({
    value: 2,
    evidence: [0, 1],
  });
});

test('for any ledgers, as of each moment it is what a plain reading gives', () => {
  const names = ['p0', 'p1', 'p2'];
  const held = fc
    .record({ from: fc.integer({ min: 0, max: 90 }), lasts: fc.integer({ min: 0, max: 30 }) })
    .map(({ from, lasts }): Held => {
      return { indicator: 'HT-SEX-001', family: 'CASH', days: [from, from + lasts] };
    });
  const linked = fc.record({ reports: manyContributions, held: fc.array(held, { maxLength: 3 }) });
  const measure: Neighbours = {
    ...payers,
    matching: { indicators: ['HT-SEX-001'] },
    forwarding: 0.2,
  };
  fc.assert(
    fc.property(manyContributions, fc.tuple(linked, linked, linked), (reports, around) => {
      const others = around.map((one, index) => ({
        ledger: ledgerOf(one.reports, worker(names[index] ?? '')),
        matches: one.held.map(matchOf),
      }));
      for (const { value, until } of valuesOf(measure, ledgerOf(reports), others)) {
        const now = Date.parse(until.at(-1)?.at ?? '');
        const sum = (entries: readonly Entry[]) =>
          entries
            .filter(({ at }) => Date.parse(at) <= now && Date.parse(at) > now - 30 * day)
            .filter((one) => one.direction === 'in' && one.role === 'holder' && !one.attempted)
            .reduce((total, { cadMinor = 0 }) => total + cadMinor, 0);
        const shown = others.filter(({ ledger, matches }) => {
          const from = until.filter(({ counterparty }) => counterparty?.key === ledger.key);
          const came = subjectFacts(ledger).entries.filter(({ kind }) => kind !== 'internal');
          const held = matches.some(
            (match) => Date.parse(match.from) <= now && Date.parse(match.until) > now - 30 * day,
          );
          const any = from.some(
            ({ at, role, attempted, direction }) =>
              Date.parse(at) > now - 30 * day &&
              role === 'holder' &&
              !attempted &&
              direction === 'in',
          );
          return held && any && sum(came) > 0 && sum(from) >= 0.2 * sum(came);
        });
        expect(value).toBe(shown.length);
      }
    }),
    { numRuns: 60 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entry, ledgerOf, ledgerWith, manyContributions } from '../../test/support/ledgers.ts';
import { missingFields } from '../../test/support/measured.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Measure } from './measure.ts';
import { subjectFacts } from './subject-facts.ts';

const over = '30d';
const party = { kind: 'person', roleHint: 'unknown' } as const;
const missingFor = (measure: Measure, entries: Entry[], known: object = {}) =>
  missingFields({ measure }, subjectFacts(ledgerWith(entries, { party: { ...party, ...known } })));

const machines: Measure = { distinct: 'terminal', of: { kind: 'cash', direction: 'in' }, over };
const lodging: Measure = { count: { merchantGroup: 'LODGING' }, over };
const cash = (fields: Partial<Entry> = {}) => entry({ kind: 'cash', direction: 'in', ...fields });
const purchase = (fields: Partial<Entry> = {}) =>
  entry({ kind: 'card_purchase', direction: 'out', ...fields });
const transfer = (fields: Partial<Entry> = {}) =>
  entry({ kind: 'emt', direction: 'in', ...fields });

describe('a field is missing', () => {
  test.each<[string, Measure, Entry[], string[]]>([
    ['where no entry of the selection tells it', machines, [cash(), cash()], ['terminal']],
    ['not where one does', machines, [cash(), cash({ terminal: 'M-1' })], []],
    [
      'though another selection tells it',
      machines,
      [cash(), purchase({ terminal: 'M-1' })],
      ['terminal'],
    ],
    ['not where nothing is selected', machines, [cash({ direction: 'out' })], []],
    ['not where only an attempt lacks it', machines, [cash({ attempted: true })], []],
    ['not where only entries lack it that never tell it', lodging, [transfer()], []],
    [
      'where purchases lack it, though transfers never tell it',
      lodging,
      [transfer(), purchase()],
      ['mcc'],
    ],
    [
      'not where an entry tells it that seldom does',
      lodging,
      [purchase(), transfer({ mcc: '7011' })],
      [],
    ],
  ])('%s', (_, measure, entries, missing) => {
    expect(missingFor(measure, entries)).toEqual(missing);
  });

  test('where entries of the amounts asked for lack it, whatever others tell', () => {
    const large: Measure = {
      distinct: 'terminal',
      of: { kind: 'cash', amount: { atLeast: 10_000 } },
      over,
    };
    const entries = [cash({ cadMinor: 9999, terminal: 'M-1' }), cash({ cadMinor: 10_000 })];
    expect(missingFor(large, entries)).toEqual(['terminal']);
    expect(missingFor(large, entries.slice(0, 1))).toEqual([]);
  });

  test('where kinds are asked for that usually lack it, as far as they do', () => {
    const places: Measure = { distinct: 'city', of: { kind: 'emt' }, over };
    expect(missingFor(places, [transfer()])).toEqual(['city']);
  });

  test('each, where one of several would do', () => {
    const words: Measure = {
      count: { kind: 'emt', words: { list: 'KW-ESC', in: ['memo', 'senderAlias'] } },
      over,
    };
    expect(missingFor(words, [transfer()])).toEqual(['memo', 'sender-alias']);
    expect(missingFor(words, [transfer({ senderAlias: 'Robin' })])).toEqual([]);
  });
});

describe('an age of the other side that is bounded', () => {
  const aged = (age?: number): Partial<Entry> => ({
    counterparty: {
      key: ledgerKey('party', 'robin'),
      keys: [],
      kind: 'person',
      ...(age !== undefined && { age }),
    },
  });
  const minors: Measure = { count: { kind: 'emt', counterpartyAge: { atMost: 17 } }, over };
  const known: Measure = { count: { kind: 'emt', counterpartyAge: {} }, over };

  test('is missing where nobody’s is told', () => {
    expect(missingFor(minors, [transfer(aged()), transfer()])).toEqual(['counterparty-age']);
  });

  test('is not where somebody’s is, within the bounds or not', () => {
    expect(missingFor(minors, [transfer(aged()), transfer(aged(17))])).toEqual([]);
    expect(missingFor(minors, [transfer(aged()), transfer(aged(40))])).toEqual([]);
  });

  test('is not where nothing is selected, nor where it is asked whose is known', () => {
    expect(missingFor(minors, [purchase()])).toEqual([]);
    expect(missingFor(known, [transfer(aged())])).toEqual([]);
  });
});

describe('what is compared with the subject', () => {
  const near: Measure = { count: { kind: 'card_purchase', nearHomeKm: 25 }, over };
  const placed = purchase({ latitude: 43.6, longitude: -79.4 });
  const other = { key: ledgerKey('party', 'robin'), keys: [], kind: 'person' as const };
  const younger: Measure = { count: { kind: 'emt', youngerByYears: 20 }, over };

  test('needs its city, and coordinates or the city of the entries', () => {
    expect(missingFor(near, [placed], { city: 'Toronto' })).toEqual([]);
    expect(missingFor(near, [placed])).toEqual(['home-city']);
    expect(missingFor(near, [purchase()])).toEqual(['location', 'home-city']);
  });

  test('needs its birth date; an age of the other side is seldom known', () => {
    const minor = transfer({ counterparty: { ...other, age: 15 } });
    expect(missingFor(younger, [minor], { birthDate: '1970-01-01' })).toEqual([]);
    expect(missingFor(younger, [minor])).toEqual(['birth-date']);
    expect(missingFor(younger, [transfer({ counterparty: other })])).toEqual(['birth-date']);
  });
});

test('for any ledger, nothing is missing that some entry of the selection tells', () => {
  const cities: Measure = { distinct: 'city', of: { direction: 'in', role: 'any' }, over };
  fc.assert(
    fc.property(manyContributions, (contributions) => {
      const facts = subjectFacts(ledgerOf(contributions));
      const told = facts.entries.some(
        ({ direction, city, attempted }) => direction === 'in' && city && !attempted,
      );
      const missing = missingFields({ cities }, facts);
      expect(missing.length > 0 && told).toBe(false);
      expect(missing.filter((field) => field !== 'city')).toEqual([]);
    }),
  );
});

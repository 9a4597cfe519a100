import { describe, expect, test } from 'vitest';
import { lists } from '../../test/support/rulebooks.ts';
import { compileLists } from './lists.ts';
import { listsSchema } from './rulebook.ts';

const { placeList, provincesServed, minimumWage, peers, places } = compileLists(lists);

test.each([
  ['with its province', 'KINGSTON', 'ON', true],
  ['without', 'Kingston', undefined, true],
  ['in another province', 'Kingston', 'NS', false],
  ['that is not listed', 'Toronto', 'ON', false],
  ['that is not told', undefined, 'ON', false],
])('a city %s is on a list of places', (_, city, province, listed) => {
  expect(placeList('LAKESIDE')(city, province)).toBe(listed);
});

test.each([
  ['by its name among other words', 'PAP LAKE POWER LTD', ['ON', 'QC']],
  ['by a part of the name', 'Power Example', ['QC']],
  ['not by a part of a word', 'Powerful Motors', undefined],
])('a utility is known %s', (_, payee, served) => {
  expect(provincesServed(payee)).toEqual(served && new Set(served));
});

test.each([
  ['before the first', 'ON', '2024-09-30', undefined],
  ['from its date', 'ON', '2024-10-01', 1720],
  ['until the day before the next', 'ON', '2025-09-30', 1720],
  ['since the newest', 'ON', '2026-11-22', 1760],
  ['of another province', 'QC', '2026-11-22', undefined],
  ['of no province', undefined, '2026-11-22', undefined],
])('a minimum wage %s', (_, province, date, wage) => {
  expect(minimumWage(province, date)).toBe(wage);
});

describe('the peers of a client', () => {
  const [toronto, kingston] = [places.find('Toronto', 'ON'), places.find('Kingston', 'ON')];
  test.each([
    ['in a large area are those of such areas', '812190', toronto, 900_000],
    [
      'in another city are those of any city where none are of its size',
      '812190',
      kingston,
      700_000,
    ],
    ['of unknown home are those of any city', '812190', undefined, 700_000],
    ['in a wider industry are found by the shorter code', '812990', kingston, 500_000],
    ['of an industry without a group are none', '722410', toronto, undefined],
    ['of an unknown industry are none', undefined, toronto, undefined],
  ])('%s', (_, naics, home, mean) => {
    expect(peers.group('cash-in-60d', { naics, home })?.mean).toBe(mean);
  });

  test('have a monthly median for some merchant groups', () => {
    expect(peers.monthlyMedian('GROCERY')).toBe(50_000);
    expect(peers.monthlyMedian('LODGING')).toBeUndefined();
  });
});

describe('lists are refused', () => {
  const refusal = (changes: object) =>
    listsSchema.safeParse({ ...lists, ...changes }).error?.message;

  test('with a place that is not in the gazetteer', () => {
    const placeLists = {
      LAKESIDE: { ...lists.placeLists['LAKESIDE'], places: [{ city: 'Gander', province: 'NL' }] },
    };
    expect(refusal({ placeLists })).toContain('a place of a list is in the gazetteer');
  });

  test('with a large area that is the area of no place', () => {
    const gazetteer = { ...lists.gazetteer, largeAreas: ['Gander'] };
    expect(refusal({ gazetteer })).toContain('a large area is the area of a place');
  });

  test('with a monthly median of no merchant group', () => {
    const monthlyMedians = { PETS: 1000 };
    expect(refusal({ peers: { ...lists.peers, monthlyMedians } })).toContain('of a merchant group');
  });

  test('not when nothing is wrong', () => expect(refusal({})).toBeUndefined());
});

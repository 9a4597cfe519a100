import { describe, expect, test } from 'vitest';
import type { PlacedFact } from './exploitation-places.ts';
import { isPolice } from './recipient.ts';
import { type RouteQuestion, route } from './route.ts';
import { routingFile } from './routing-file.ts';
import { unfitWords } from './words.ts';

const table = await routingFile('rules').active();

const facts = (count: number, province: string, city?: string): PlacedFact[] =>
  Array.from({ length: count }, () => ({ kind: 'cash' as const, province, ...(city && { city }) }));

const ask = (places: PlacedFact[], more: Partial<RouteQuestion> = {}) =>
  route(table, {
    typology: 'sexual-exploitation',
    informedBy: [],
    places,
    homeProvinces: [],
    crossBorder: false,
    day: '2026-11-21',
    ...more,
  });
const proposed = (...given: Parameters<typeof ask>) =>
  ask(...given).flatMap((routed) => (routed.proposed ? [routed.recipient.id] : []));
const offered = (...given: Parameters<typeof ask>) =>
  ask(...given).flatMap((routed) => (routed.proposed ? [] : [routed.recipient.id]));

test('then where possible victims find help is told in both languages, without an unfit word', () => {
  expect(table.referrals.length).toBeGreaterThan(0);
  expect(unfitWords(JSON.stringify(table.referrals))).toEqual([]);
});

describe('given an agency that has asked about somebody in the case', () => {
  const places = facts(3, 'ON', 'Kingston');

  test('then it is proposed first, and the police of the place are offered', () => {
    expect(proposed(places, { informedBy: ['ON-TPS'] })).toEqual(['ON-TPS']);
    expect(offered(places, { informedBy: ['ON-TPS'] })).toEqual(['ON-KINGSTON']);
  });

  test('then the one that asked first is first', () => {
    expect(proposed(places, { informedBy: ['ON-OPP', 'ON-TPS'] })).toEqual(['ON-OPP', 'ON-TPS']);
  });

  test('then one that is no police service is offered, beside what the facts propose', () => {
    expect(proposed(places, { informedBy: ['CA-CBSA'] })).toEqual(['ON-KINGSTON']);
    expect(offered(places, { informedBy: ['CA-CBSA'] })).toEqual(['CA-CBSA']);
  });

  test('then one that may not receive any more changes nothing', () => {
    expect(ask(places, { informedBy: ['ON-NOBODY'] })).toEqual(ask(places));
  });
});

describe('given facts in one police area', () => {
  test('then its police service', () => {
    expect(proposed(facts(3, 'ON', 'Kingston'))).toEqual(['ON-KINGSTON']);
  });

  test.each(['Saint-Jérôme', 'ST JEROME', 'St. Jérôme'])('then %s is one place', (city) => {
    expect(proposed(facts(3, 'QC', city))).toEqual(['QC-STJEROME']);
  });

  test('then the provincial police where no municipal service is known', () => {
    expect(proposed(facts(3, 'ON', 'Wawa'))).toEqual(['ON-OPP']);
  });

  test('then a single fact elsewhere does not change it', () => {
    const places = [...facts(5, 'ON', 'Toronto'), ...facts(1, 'ON', 'Barrie')];
    expect(proposed(places)).toEqual(['ON-TPS']);
  });

  test('then other places count only where there is no lodging, cash or flagged address', () => {
    const shop: PlacedFact = { kind: 'other', province: 'ON', city: 'Barrie' };
    expect(proposed([...facts(2, 'ON', 'Toronto'), shop, shop, shop])).toEqual(['ON-TPS']);
    expect(proposed([shop])).toEqual(['ON-BARRIE']);
  });
});

test('given two police areas of a province, then the provincial unit, and copies are offered', () => {
  const places = [...facts(3, 'AB', 'Calgary'), ...facts(2, 'AB', 'Edmonton')];
  expect(proposed(places)).toEqual(['AB-ALERT']);
  expect(offered(places)).toEqual(['AB-CPS', 'AB-EPS']);
});

test('given several provinces, then the RCMP division of the main one first, and the others', () => {
  const places = [...facts(2, 'MB', 'Winnipeg'), ...facts(4, 'AB', 'Calgary')];
  expect(proposed(places)).toEqual(['AB-RCMP-K', 'MB-RCMP-D']);
});

test('given Ontario and Quebec, then both provincial services', () => {
  const places = [...facts(4, 'ON', 'Windsor'), ...facts(3, 'QC', 'Montréal')];
  expect(proposed(places)).toEqual(['ON-OPP', 'QC-SQ']);
  expect(offered(places)).toEqual(['ON-WINDSOR', 'QC-SPVM']);
});

test('given the exploitation of children online, then the national centre and the local service', () => {
  const more = { typology: 'online-child-exploitation' } as const;
  expect(proposed(facts(2, 'NS', 'Halifax'), more)).toEqual(['CA-RCMP-NCECC', 'NS-HRP']);
});

test('given no place at all, then the default of the home province, else of the country', () => {
  expect(proposed([], { homeProvinces: ['BC'] })).toEqual(['BC-RCMP-E']);
  expect(proposed([])).toEqual(['CA-RCMP']);
  expect(proposed(facts(2, 'NY', 'Buffalo'))).toEqual(['CA-RCMP']);
});

test('given facts that cross the border, the border agency is offered and not proposed', () => {
  const more = { crossBorder: true };
  expect(offered(facts(2, 'ON', 'Windsor'), more)).toEqual(['CA-CBSA']);
  expect(proposed(facts(2, 'ON', 'Windsor'), more)).toEqual(['ON-WINDSOR']);
});

test('given a day before a service took over, then the one before it', () => {
  expect(proposed(facts(2, 'BC', 'Surrey'), { day: '2024-11-28' })).toEqual(['BC-RCMP-E']);
  expect(proposed(facts(2, 'BC', 'Surrey'), { day: '2024-11-29' })).toEqual(['BC-SPS']);
});

describe('given the routing table as it stands', () => {
  test('then nobody but police services stands where routing proposes', () => {
    const { country, onlineChildExploitation, corridor, provinces } = table;
    const named = Object.values(provinces).flatMap((row) => [
      row.default,
      row.severalAreas,
      row.division,
    ]);
    for (const id of [country, onlineChildExploitation, ...corridor.recipients, ...named]) {
      const row = table.rows.find((candidate) => candidate.id === id);
      expect(row && isPolice(row)).toBe(true);
    }
  });

  test('then every id stands once and no municipality of a province has two services', () => {
    const ids = table.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const places = table.rows.flatMap(({ province, municipalities }) =>
      municipalities.map((municipality) => `${province} ${municipality}`),
    );
    expect(new Set(places).size).toBe(places.length);
  });

  test('then no row carries contact details', () => {
    expect(JSON.stringify(table.rows)).not.toMatch(/@|https?:|\d{3}-\d{4}/);
  });
});

import { describe, expect, test } from 'vitest';
import { compileLists } from '../lib/indicators/lists.ts';
import { kilometres } from '../lib/indicators/places.ts';
import { rulebook } from './read-rules.ts';

const { lists } = rulebook;
const { gazetteer, minimumWages, serviceAreas, peers, factCodes } = lists;
const { places, minimumWage, provincesServed } = compileLists(lists);
const repeated = (names: readonly string[]) =>
  names.filter((name, index) => names.indexOf(name) !== index);

describe('the gazetteer', () => {
  test('has no city twice', () => {
    expect(repeated(gazetteer.places.map(({ city, province }) => `${city}, ${province}`))).toEqual(
      [],
    );
  });

  test('has no city far from the middle of its area, and every city in Canada', () => {
    const far = gazetteer.places.filter((place) => {
      const middle = places.areaPoint(place.area);
      return !middle || kilometres(place, middle) > 70;
    });
    expect(far).toEqual([]);
    const abroad = gazetteer.places.filter(
      ({ latitude, longitude }) =>
        latitude < 41.9 || latitude > 70 || longitude < -141 || longitude > -52.6,
    );
    expect(abroad).toEqual([]);
  });

  test('has the 41 census metropolitan areas', () => {
    const metropolitan = [
      ...['Halifax', 'Moncton', 'Saint John', 'Fredericton', 'Saguenay', 'Québec', 'Sherbrooke'],
      ...['Trois-Rivières', 'Drummondville', 'Montréal', 'Ottawa–Gatineau', 'Kingston', 'Toronto'],
      ...['Belleville–Quinte West', 'Peterborough', 'Oshawa', 'Hamilton', 'Brantford', 'Guelph'],
      ...['St. Catharines–Niagara', 'Kitchener–Cambridge–Waterloo', 'London', 'Windsor', 'Barrie'],
      ...['Greater Sudbury', 'Thunder Bay', 'Winnipeg', 'Regina', 'Saskatoon', 'Lethbridge'],
      ...['Calgary', 'Red Deer', 'Edmonton', 'Kelowna', 'Kamloops', 'Chilliwack', 'Vancouver'],
      ...['Abbotsford–Mission', 'Victoria', 'Nanaimo', "St. John's"],
    ];
    expect(metropolitan).toHaveLength(41);
    const areas = new Set(gazetteer.places.map(({ area }) => area));
    expect(metropolitan.filter((area) => !areas.has(area))).toEqual([]);
  });
});

test('each province and territory has a minimum wage since 2024', () => {
  const provinces = [...new Set(gazetteer.places.map(({ province }) => province))];
  expect(provinces).toHaveLength(13);
  expect(provinces.filter((province) => !minimumWage(province, '2024-01-01'))).toEqual([]);
  expect(repeated(minimumWages.wages.map(({ province, from }) => province + from))).toEqual([]);
});

test('each utility serves its provinces under its own name, and no other utility takes them away', () => {
  for (const { name, provinces } of serviceAreas.providers) {
    expect([...(provincesServed(`${name} PAP`) ?? [])]).toEqual(expect.arrayContaining(provinces));
  }
});

test('no industry has two groups of one size of city', () => {
  for (const groups of Object.values(peers.statistics)) {
    expect(repeated(groups.map(({ industry, city }) => `${industry} ${city}`))).toEqual([]);
  }
});

test('each fact is told as a sentence in both languages', () => {
  const untold = Object.values(factCodes).filter(
    ({ en, fr }) => !en.endsWith('.') || !fr.endsWith('.'),
  );
  expect(untold).toEqual([]);
});

import type { Indicator, Suppressor } from '../../lib/indicators/indicator.ts';
import type { Measure } from '../../lib/indicators/measure.ts';
import type { Lists, Rulebook } from '../../lib/indicators/rulebook.ts';

/* Made-up rulebooks: one indicator whose measures and conditions a test is about. */

const translated = (text: string) => ({ en: text, fr: text });
const dated = { reviewedOn: '2026-01-01', source: 'test' };
const list = (...terms: string[]) => ({ ...dated, terms });
const place = (
  city: string,
  province: string,
  area: string,
  latitude: number,
  longitude: number,
) => ({
  city,
  province,
  area,
  latitude,
  longitude,
});

export const lists: Lists = {
  merchantGroups: { LODGING: ['3501-3999', '7011'], GROCERY: ['5411'] },
  merchants: { ADSITES: list('adsite example') },
  keywords: { 'KW-ESC': list('half hour', 'incall'), 'OCC-HOTEL': list('hotel') },
  countries: { 'C-CSE': { source: 'test', codes: ['PH', 'TH'] } },
  gazetteer: {
    version: 1,
    source: 'test',
    places: [
      place('Toronto', 'ON', 'Toronto', 43.65, -79.38),
      place('Mississauga', 'ON', 'Toronto', 43.59, -79.64),
      place('Kingston', 'ON', 'Kingston', 44.23, -76.49),
      place('Montréal', 'QC', 'Montréal', 45.5, -73.57),
    ],
    largeAreas: ['Toronto', 'Montréal'],
  },
  placeLists: {
    LAKESIDE: { ...dated, places: [{ city: 'Kingston', province: 'ON' }] },
  },
  serviceAreas: {
    ...dated,
    providers: [
      { name: 'Lake Power', provinces: ['ON'] },
      { name: 'Power', provinces: ['QC'] },
    ],
  },
  minimumWages: {
    ...dated,
    wages: [
      { province: 'ON', from: '2024-10-01', hourlyMinor: 1720 },
      { province: 'ON', from: '2025-10-01', hourlyMinor: 1760 },
    ],
  },
  peers: {
    ...dated,
    statistics: {
      'cash-in-60d': [
        { industry: '8121', city: 'any', mean: 700_000, deviation: 100_000 },
        { industry: '8121', city: 'large', mean: 900_000, deviation: 200_000 },
        { industry: '812', city: 'other', mean: 500_000, deviation: 100_000 },
      ],
    },
    monthlyMedians: { GROCERY: 50_000 },
  },
  factCodes: { shift_worker: { ...translated('Works shifts.'), tier: 'B' } },
};

export const indicator = (fields: Partial<Indicator> = {}): Indicator => ({
  id: 'HT-SEX-001',
  version: 1,
  family: 'CASH',
  strength: 3,
  typologies: ['sexual-exploitation'],
  suppressedBy: [],
  shownBy: 'any',
  status: 'seen',
  tier: 'A',
  title: translated('Cash'),
  means: translated('Cash comes in.'),
  sentence: translated('{deposits} deposits.'),
  sources: [{ document: 'TEST', item: '1' }],
  measures: { deposits: { count: { kind: 'cash' }, over: '30d' } },
  conditions: { all: [{ fact: 'deposits', operator: 'greaterThanInclusive', value: 2 }] },
  ...fields,
});

export const suppressor = (fields: Partial<Suppressor> = {}): Suppressor => ({
  id: 'FP01',
  version: 1,
  title: translated('Pay'),
  sentence: translated('{pays} pays.'),
  families: ['CASH'],
  factor: 0.3,
  measures: { pays: { count: { kind: 'payroll' }, over: '60d' } },
  conditions: { all: [{ fact: 'pays', operator: 'greaterThanInclusive', value: 1 }] },
  ...fields,
});

/** An indicator that holds whenever this measure is at least so much. */
export const whenAtLeast = (measure: Measure, value: number): Indicator =>
  indicator({
    measures: { asked: measure },
    sentence: translated('{asked}'),
    conditions: { all: [{ fact: 'asked', operator: 'greaterThanInclusive', value }] },
  });

export const rulebook = (fields: Partial<Rulebook> = {}): Rulebook => ({
  number: 1,
  indicators: [indicator()],
  suppressors: [],
  typologies: [],
  scoring: {
    version: 1,
    source: 'test',
    points: [1, 2, 4, 6, 9],
    secondBest: 0.5,
    decay: { afterDays: 90, factor: 0.5 },
    classes: { E: [], M: [], C: [], alsoE: [], onlyEWith: [], neverE: [] },
    neverSuppressed: [],
    ignoreSuppressorsFromE: 2,
  },
  lists,
  ...fields,
});

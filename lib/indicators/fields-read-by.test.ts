import { expect, test } from 'vitest';
import { fieldsReadBy } from './fields-read-by.ts';
import type { Measure } from './measure.ts';

const over = '30d';
const cash = { kind: 'cash' } as const;
const bought = { kind: 'card_purchase' } as const;

/** Each need as its alternatives, each once. */
const readBy = (measure: Measure) => [
  ...new Set(fieldsReadBy(measure).map(({ anyOf }) => anyOf.join(' or '))),
];

test.each<[string, Measure, string[]]>([
  ['nothing where every entry tells it', { count: { kind: 'cash', night: true }, over }, []],
  ['no account, for some have none', { distinct: 'account', of: { hasAccount: true }, over }, []],
  ['the field told apart', { distinct: 'terminal', of: cash, over }, ['terminal']],
  ['the city of an area', { topShare: 'area', of: cash, over, by: 'sum', top: 1 }, ['city']],
  ['the code of a merchant group', { count: { merchantGroup: 'LODGING' }, over }, ['mcc']],
  ['the name of a listed merchant', { sum: { merchantList: 'ADSITES' }, over }, ['merchant']],
  [
    'any text that words are looked for in',
    { count: { words: { list: 'KW-ESC', in: ['memo', 'recipientAsTyped'] } }, over },
    ['memo or recipient'],
  ],
  ['an alias where it may stand', { count: { bracketedAlias: true }, over }, ['recipient']],
  ['the other side of strangers', { count: { unrelated: true }, over }, ['counterparty']],
  [
    'the age that is bounded',
    { count: { counterpartyAge: { atMost: 17 } }, over },
    ['counterparty-age'],
  ],
  [
    'the age of somebody grown',
    { count: { counterpartyAge: { atLeast: 18 } }, over },
    ['counterparty-age'],
  ],
  ['no age where it is asked whose is known', { count: { counterpartyAge: {} }, over }, []],
  [
    'the own age, where somebody is younger',
    { count: { youngerByYears: 20 }, over },
    ['birth-date'],
  ],
  ['who stood there', { count: { conductor: 'other' }, over }, ['conductor']],
  [
    'not who stood there where unknown will do',
    { count: { conductor: ['other', 'unknown'] }, over },
    [],
  ],
  [
    'where it was and where home is',
    { ratioToBaseline: { nearHomeKm: 5 }, over },
    ['location', 'home-city'],
  ],
  [
    'the province a utility must serve',
    { count: { outsideServiceArea: true }, over },
    ['merchant', 'home-province'],
  ],
  [
    'the hours a business declared',
    { count: { outsideDeclaredHours: true }, over },
    ['declared-hours'],
  ],
  ['the fee', { sum: {}, over, field: 'fee' }, ['fee']],
  [
    'both fields of a run',
    { runs: cash, at: 'terminal', distinct: 'card', atLeast: 4, within: '5m', over },
    ['terminal', 'card'],
  ],
  ['the card of both', { withTop: 'card', of: bought, counted: cash, over }, ['card']],
  [
    'what is largest',
    { largest: 'counterpartyAmount', of: cash, over, by: 'sum' },
    ['counterparty'],
  ],
  ['what cities far apart need', { distinct: 'localDate', of: cash, over, apartKm: 50 }, ['city']],
  ['where the minimum wage holds', { minimumWageHours: 150 }, ['home-province']],
  ['who the neighbours are', { neighbours: { direction: 'in' }, over }, ['counterparty']],
  ['nothing of records', { distinctRecords: 'city', of: 'advertMatches' }, []],
])('reads %s', (_, measure, fields) => {
  expect(readBy(measure)).toEqual(fields);
});

test('reads of both entries of a pair what they must share, and of the next what it tells apart', () => {
  const pairs: Measure = {
    pairs: { first: bought, next: cash },
    within: '24h',
    same: ['merchant'],
    different: ['city'],
    atMostKm: 1,
    distinct: 'terminal',
    over,
  };
  const both = ['merchant', 'city', 'coordinates'];
  expect(fieldsReadBy(pairs)).toEqual([
    ...both.map((field) => ({ of: bought, anyOf: [field] })),
    ...[...both, 'terminal'].map((field) => ({ of: cash, anyOf: [field] })),
  ]);
});

import { describe, expect, test } from 'vitest';
import { indicator, lists, suppressor } from '../../test/support/rulebooks.ts';
import { checkDocument } from './check-rulebook.ts';
import type { Conditions, Indicator, Suppressor } from './indicator.ts';
import type { Measure } from './measure.ts';

const others = new Map<string, Record<string, Measure>>([
  ['HT-SEX-002', {}],
  ['HT-SEX-003', { asked: { matched: ['HT-SEX-004'], over: '30d' } }],
  ['HT-SEX-004', { asked: { matched: ['HT-SEX-001'], over: '30d' } }],
  ['HT-LAB-001', { asked: { neighbours: {}, over: '30d' } }],
]);
const faultsOf = (document: Indicator | Suppressor) =>
  checkDocument(document, { lists, suppressors: new Set(['FP01']), indicators: others }).map(
    ({ place, mend }) => `${place}: ${mend}`,
  );

const deposits: Measure = { count: { kind: 'cash' }, over: '30d' };
const twoWay: Measure = { pairs: { first: {}, next: {} }, within: '7d', over: '30d' };
const holds = (fact: string): Conditions => ({ fact, operator: 'greaterThan', value: 0 });
const withMeasures = (measures: Record<string, Measure>, conditions: Conditions[] = []) =>
  indicator({
    measures: { deposits, ...measures },
    conditions: { all: [holds('deposits'), ...Object.keys(measures).map(holds), ...conditions] },
  });

test('a good document has no faults', () => {
  expect(faultsOf(indicator({ suppressedBy: ['FP01'] }))).toEqual([]);
});

describe('a fault says where it is and how to mend it', () => {
  test.each<[string, Indicator, string]>([
    [
      'a share of a measure that is not there',
      withMeasures({ part: { share: 'deposits', of: 'everything' } }),
      'measures.part: define the measure everything',
    ],
    [
      'a share of a share',
      withMeasures({
        part: { share: 'deposits', of: 'deposits' },
        worse: { share: 'part', of: 'deposits' },
      }),
      'measures.worse: part is made of other measures: name a plain one',
    ],
    [
      'a fact that is not there',
      withMeasures({}, [holds('nights')]),
      'conditions: define the measure nights',
    ],
    [
      'a placeholder that is not there',
      indicator({ sentence: { en: '{deposits} {nights}', fr: '{deposits} {nights}' } }),
      'sentence.fr: define the measure nights',
    ],
    [
      'a format that is not known',
      indicator({ sentence: { en: '{deposits:dollars}', fr: '{deposits:dollars}' } }),
      'sentence.en: write {deposits}, {deposits:money} or {deposits:percent}',
    ],
    [
      'words that shall agree with money',
      indicator({ sentence: { en: '{deposits:money|dollar|dollars}', fr: '{deposits:money}' } }),
      'sentence.en: words agree with counts only: drop :money',
    ],
    [
      'a placeholder with one form only',
      indicator({ sentence: { en: '{deposits|deposit}', fr: '{deposits}' } }),
      'sentence.en: mend the braces: {name} or {name|one|many}',
    ],
    [
      'a clause that no number decides',
      indicator({ sentence: { en: '{deposits}[, at night]', fr: '{deposits}' } }),
      'sentence.en: mend the brackets: [, {name} of them at night]',
    ],
    [
      'a clause within a clause',
      indicator({ sentence: { en: '{deposits}', fr: '[de nuit [{deposits}]]' } }),
      'sentence.fr: mend the brackets: [, {name} of them at night]',
    ],
    [
      'a number in one language only',
      indicator({ sentence: { en: '{deposits}', fr: 'des dépôts' } }),
      'sentence: give both languages the same numbers',
    ],
    [
      'an unknown merchant group',
      withMeasures({ nights: { count: { merchantGroup: 'HOTELS' }, over: '30d' } }),
      'measures.nights: define the merchant group HOTELS',
    ],
    [
      'an unknown keyword list',
      withMeasures({ words: { occupation: 'OCC-X' } }),
      'measures.words: define the keyword list OCC-X',
    ],
    [
      'an unknown country list',
      withMeasures({ abroad: { count: { counterpartyCountry: 'C-X' }, over: '30d' } }),
      'measures.abroad: define the country list C-X',
    ],
    [
      'an unknown country',
      withMeasures({ abroad: { count: { country: ['CA', 'C-X'] }, over: '30d' } }),
      'measures.abroad: define the country list C-X',
    ],
    [
      'an unknown list of places',
      withMeasures({ near: { count: { placeList: 'SEASIDE' }, over: '30d' } }),
      'measures.near: define the place list SEASIDE',
    ],
    [
      'an unknown statistic of peers',
      withMeasures({ odd: { peerZ: 'deposits', statistic: 'cash-in-7d' } }),
      'measures.odd: define the peer statistic cash-in-7d',
    ],
    [
      'peers of a measure that is not there',
      withMeasures({ odd: { peerZ: 'takings', statistic: 'cash-in-60d' } }),
      'measures.odd: define the measure takings',
    ],
    [
      'a fact that is not in the registry',
      withMeasures({ known: { records: 'facts', codes: ['shift_worker', 'night_owl'] } }),
      'measures.known: define the fact code night_owl',
    ],
    [
      'a fact left out that is not in the registry',
      withMeasures({ known: { distinctRecords: 'code', of: 'facts', exceptCodes: ['night_owl'] } }),
      'measures.known: define the fact code night_owl',
    ],
    [
      'an unknown explanation',
      indicator({ suppressedBy: ['FP99'] }),
      'suppressedBy: add rules/suppressors/FP99.json or remove FP99',
    ],
    [
      'a name that objects own',
      withMeasures({ constructor: deposits }),
      'measures.constructor: choose another name than constructor: objects own this one',
    ],
    [
      'a fact that only objects own',
      withMeasures({}, [holds('toString')]),
      'conditions: define the measure toString',
    ],
    [
      'too long a window',
      withMeasures({ ever: { count: {}, over: '401d' } }),
      'measures.ever: shorten 401d to 400d or less',
    ],
    [
      'a measure nothing asks for',
      indicator({ measures: { deposits, forgotten: deposits } }),
      'measures.forgotten: use it in the conditions or remove it',
    ],
    [
      'cities apart and amounts alike at once',
      withMeasures({
        both: { distinct: 'city', of: {}, over: '30d', apartKm: 50, nearMedianPercent: 5 },
      }),
      'measures.both: ask for apartKm or nearMedianPercent, not for both',
    ],
    [
      'records of more than ten years',
      withMeasures({ noted: { records: 'facts', over: '3651d' } }),
      'measures.noted: shorten 3651d to 3650d or less',
    ],
    [
      'too long a gap',
      withMeasures({ there: { ...twoWay, apart: '401d' } }),
      'measures.there: shorten 401d to 400d or less',
    ],
    [
      'an indicator that is not there',
      withMeasures({ others: { matched: ['HT-SEX-002', 'HT-SEX-999'], over: '30d' } }),
      'measures.others: add rules/HT-SEX-999/indicator.json or remove HT-SEX-999',
    ],
    [
      'an indicator of others that is not there',
      withMeasures({
        near: { neighbours: {}, over: '30d', matching: { indicators: ['HT-SEX-999'] } },
      }),
      'measures.near: add rules/HT-SEX-999/indicator.json or remove HT-SEX-999',
    ],
    [
      'itself',
      withMeasures({ others: { matched: ['HT-SEX-001'], over: '30d' } }),
      'measures.others: remove HT-SEX-001: an indicator does not ask about itself',
    ],
    [
      'a circle',
      withMeasures({ others: { matched: ['HT-SEX-003'], over: '30d' } }),
      'measures.others: break the circle: HT-SEX-001 asks about HT-SEX-003 asks about HT-SEX-004 asks about HT-SEX-001',
    ],
    [
      'an indicator that is judged afterwards',
      withMeasures({ others: { matched: ['HT-LAB-001'], over: '30d' } }),
      'measures.others: remove HT-LAB-001: it looks beyond one ledger and is judged afterwards',
    ],
    [
      'a family that is not there',
      withMeasures({ others: { matchedFamilies: ['MONEY'], over: '30d' } }),
      'measures.others: name a family that indicators have instead of MONEY',
    ],
    [
      'a fact of a grade that is not there',
      indicator({ grades: [{ strength: 4, conditions: { all: [holds('nights')] } }] }),
      'grades.0.conditions: define the measure nights',
    ],
    [
      'a share asked for by a grade with not',
      indicator({
        measures: { deposits, part: { share: 'deposits', of: 'deposits' } },
        grades: [{ strength: 4, conditions: { any: [{ not: { all: [holds('part')] } }] } }],
      }),
      'grades.0.conditions: part is undefined where it divides by nothing: compare it without notEqual and not',
    ],
  ])('%s', (_, document, fault) => {
    expect(faultsOf(document)).toContain(fault);
  });

  test('a measure that a grade alone asks for is used', () => {
    const graded = indicator({
      measures: { deposits, many: deposits },
      grades: [{ strength: 4, conditions: { all: [holds('many')] } }],
    });
    expect(faultsOf(graded)).toEqual([]);
  });

  test.each<[string, Measure]>([
    ['the median of nothing', { median: 'amount', of: {}, over: '30d' }],
    ['a balance of no account', { medianBalance: 'endOfDay', over: '30d' }],
    ['a wage of nowhere', { minimumWageHours: 40 }],
    ['peers of nobody', { peerZ: 'deposits', statistic: 'cash-in-60d' }],
  ])('%s asked for with not', (_, measure) => {
    const document = withMeasures({ maybe: measure }, [{ not: { all: [holds('maybe')] } }]);
    expect(faultsOf(document)).toContainEqual(
      expect.stringMatching(/^conditions: maybe is undefined where .*: compare it without/),
    );
  });

  const part: Measure = { share: 'deposits', of: 'deposits' };
  const undefinedShare =
    'conditions: part is undefined where it divides by nothing: compare it without notEqual and not';
  test.each<[string, Conditions]>([
    ['notEqual', { fact: 'part', operator: 'notEqual', value: 1 }],
    ['not', { any: [{ not: { all: [holds('part')] } }] }],
  ])('a share asked for with %s', (_, condition) => {
    expect(faultsOf(withMeasures({ part }, [condition]))).toContain(undefinedShare);
  });

  const noted: Measure = { records: 'facts', over: '365d' };
  const notNoted: Conditions = { not: { all: [holds('noted')] } };
  test('what is asked of data that nobody may have supplied, with not', () => {
    const explained = suppressor({ measures: { noted }, conditions: { all: [notNoted] } });
    const mend =
      'conditions: noted is undefined where nobody supplied it: compare it without notEqual and not';
    expect(faultsOf(explained)).toContain(mend);
    expect(faultsOf(withMeasures({ noted }, [notNoted]))).toContain(mend);
  });

  test('an explanation by a fact that is not in the registry', () => {
    const measures: Record<string, Measure> = { noted: { records: 'facts', codes: ['night_owl'] } };
    const explained = suppressor({ measures, conditions: { all: [holds('noted')] } });
    expect(faultsOf(explained)).toContain('measures.noted: define the fact code night_owl');
  });

  test('a code of another part is none of the registry', () => {
    const seen: Measure = { records: 'advertMatches', codes: ['phone'] };
    expect(faultsOf(withMeasures({ seen }))).toEqual([]);
  });
});

describe('a document is no larger than can be judged', () => {
  const nested = (depth: number): Conditions =>
    depth === 0 ? holds('deposits') : { all: [nested(depth - 1)] };
  const measures = (count: number, measure: Measure = deposits) =>
    withMeasures(
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`measure${at}`, measure])),
    );

  test('64 conditions, groups among them, and no more', () => {
    const many = (count: number) => withMeasures({}, Array(count).fill(holds('deposits')));
    expect(faultsOf(many(62))).toEqual([]);
    expect(faultsOf(many(63))).toEqual([
      'conditions: ask for less: 65 conditions, and at most 64 are judged',
    ]);
  });

  test('8 groups within one another', () => {
    expect(faultsOf(withMeasures({}, [nested(7)]))).toEqual([]);
    expect(faultsOf(withMeasures({}, [nested(8)]))).toEqual([
      'conditions: ask for less: 9 groups within one another, and at most 8 are judged',
    ]);
  });

  test('40 measures', () => {
    expect(faultsOf(measures(39))).toEqual([]);
    expect(faultsOf(measures(40))).toEqual([
      'measures: ask for less: 41 measures, and at most 40 are judged',
    ]);
  });

  test('so much estimated cost', () => {
    expect(faultsOf(measures(6, { ...twoWay, over: '400d' }))).toEqual([]);
    expect(faultsOf(measures(7, { ...twoWay, over: '400d' }))).toEqual([
      expect.stringMatching(/^measures: ask for less: 2\d\d of estimated cost/),
    ]);
  });
});

describe('a rule may not read', () => {
  test.each([
    'gender',
    'SEX',
    'ethnicOrigin',
    'race',
    'countryOfCitizenship',
    'nationality',
    'religion',
    'neighbourhoodIncome',
    'income-of-neighbourhood',
    'incomeOfNeighborhood',
  ])('%s, whatever it is called', (name) => {
    const noted: Measure = { records: 'adverseMedia', codes: [name] };
    expect(faultsOf(withMeasures({ noted }))).toEqual([
      `measures.noted.codes.0: a rule may not read ${name}`,
    ]);
  });

  test('but an id names no trait, and neither does a longer word', () => {
    const others: Measure = { matched: ['HT-SEX-002'], over: '30d' };
    const races: Measure = { count: { purpose: 'race fees' }, over: '30d' };
    expect(faultsOf(withMeasures({ others, traced: races }))).toEqual([]);
  });
});

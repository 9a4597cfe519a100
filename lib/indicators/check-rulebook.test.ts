import { describe, expect, test } from 'vitest';
import { indicator, lists, suppressor } from '../../test/support/rulebooks.ts';
import { checkDocument } from './check-rulebook.ts';
import type { Conditions, Indicator, Suppressor } from './indicator.ts';
import type { Measure } from './measure.ts';

const faultsOf = (document: Indicator | Suppressor) =>
  checkDocument(document, { lists, suppressors: new Set(['FP01']) }).map(
    ({ place, mend }) => `${place}: ${mend}`,
  );

const deposits: Measure = { count: { kind: 'cash' }, over: '30d' };
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
      'measures.worse: part is a share: divide plain measures',
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
      'an unknown explanation',
      indicator({ suppressedBy: ['FP99'] }),
      'suppressedBy: add rules/suppressors/FP99.json or remove FP99',
    ],
    [
      'a name that objects own',
      withMeasures({ constructor: deposits }),
      'measures.constructor: choose another name: objects own this one',
    ],
    [
      'a fact that only objects own',
      withMeasures({}, [holds('toString')]),
      'conditions: define the measure toString',
    ],
    [
      'too long a window',
      withMeasures({ ever: { count: {}, over: '9999d' } }),
      'measures.ever: shorten 9999d to 3650d or less',
    ],
    [
      'a measure nothing asks for',
      indicator({ measures: { deposits, forgotten: deposits } }),
      'measures.forgotten: use it in the conditions or remove it',
    ],
  ])('%s', (_, document, fault) => {
    expect(faultsOf(document)).toContain(fault);
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
  test('what an explanation asks of data that nobody may have supplied, with not', () => {
    const explained = suppressor({ measures: { noted }, conditions: { all: [notNoted] } });
    expect(faultsOf(explained)).toContain(
      'conditions: noted is undefined where nobody supplied it: compare it without notEqual and not',
    );
    expect(faultsOf(withMeasures({ noted }, [notNoted]))).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { renderSentence } from './sentence.ts';

const sentence = {
  en: '{count} deposits of {total:money}, {part:percent} of all; {none}.',
  fr: '{count} dépôts de {total:money}, {part:percent} de tout; {none}.',
};

test('numbers, money and shares are written as each language writes them', () => {
  const values = { count: 1234, total: 123_450, part: 0.625, none: null };
  expect(renderSentence(sentence, values)).toEqual({
    en: '1,234 deposits of $1,234.50, 63% of all; not known.',
    fr: '1\u00A0234 dépôts de 1\u00A0234,50\u00A0$, 63\u00A0% de tout; inconnu.',
  });
});

const agreeing = {
  en: 'Staff noted it {notes|time|times}.',
  fr: '{notes|note du personnel le dit|notes du personnel le disent}.',
};

test.each([
  [0, 'Staff noted it 0 times.', '0 note du personnel le dit.'],
  [1, 'Staff noted it once.', '1 note du personnel le dit.'],
  [2, 'Staff noted it 2 times.', '2 notes du personnel le disent.'],
  [
    null,
    'Staff noted it an unknown number of times.',
    'Un nombre inconnu de notes du personnel le disent.',
  ],
])('given %s, words agree with the number in each language', (notes, en, fr) => {
  expect(renderSentence(agreeing, { notes })).toEqual({ en, fr });
});

const withNone = {
  en: '{rides|ride|rides|no rides} within 30 days, {bills|||none} of them for $3,000.',
  fr: '{rides|course|courses|aucune course} en 30 jours, dont {bills|||aucune} de 3 000 $.',
};

test.each([
  [0, 0, 'No rides within 30 days, none', 'Aucune course en 30 jours, dont aucune'],
  [1, 0, '1 ride within 30 days, none', '1 course en 30 jours, dont aucune'],
  [2, 1, '2 rides within 30 days, 1', '2 courses en 30 jours, dont 1'],
  [
    null,
    null,
    'An unknown number of rides within 30 days, not known',
    'Un nombre inconnu de courses en 30 jours, dont inconnu',
  ],
])('given %s and %s, nothing is told in the words for none', (rides, bills, en, fr) => {
  expect(renderSentence(withNone, { rides, bills })).toEqual({
    en: `${en} of them for $3,000.`,
    fr: `${fr} de 3\u00A0000\u00A0$.`,
  });
});

const clauses = {
  en: '[{a|note|notes} of staff][; {b} at night, {c} in one day][; (sic) [7]].',
  fr: '[{a|note|notes} du personnel][; {b} la nuit, {c} en un jour][; (sic) [7]].',
};

test.each([
  [{ a: 1, b: 0, c: 0 }, '1 note of staff[; (sic) [7]].'],
  [{ a: 1, b: 0, c: 2 }, '1 note of staff; 0 at night, 2 in one day[; (sic) [7]].'],
  [{ a: 1, b: 0, c: null }, '1 note of staff; 0 at night, not known in one day[; (sic) [7]].'],
])('given %j, a clause is left out where each of its numbers is 0', (values, en) => {
  expect(renderSentence(clauses, values).en).toBe(en);
});

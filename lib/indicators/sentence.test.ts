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
  [1, 'Staff noted it 1 time.', '1 note du personnel le dit.'],
  [2, 'Staff noted it 2 times.', '2 notes du personnel le disent.'],
  [
    null,
    'Staff noted it an unknown number of times.',
    'un nombre inconnu de notes du personnel le disent.',
  ],
])('given %s, words agree with the number in each language', (notes, en, fr) => {
  expect(renderSentence(agreeing, { notes })).toEqual({ en, fr });
});

import { expect, test } from 'vitest';
import { countInWords, headlineInWords, percentInWords } from './figure-words.ts';

/* Figures as annual reports and the alert's anniversaries have published them. */

test.each([
  [1655, '1,655', '1 655'],
  [2015, '2,015', '2 015'],
  [125_948, '125,948', '125 948'],
  [979, '979', '979'],
  [102, '102', '102'],
])('the count %i is told as published', (count, en, fr) => {
  expect(countInWords(count, 'en')).toBe(en);
  expect(countInWords(count, 'fr').replace(/\s/g, ' ')).toBe(fr);
});

test.each([
  [4633, 'more than 4,600', 'plus de 4 600'],
  [2781, 'more than 2,700', 'plus de 2 700'],
  [2700, '2,700', '2 700'],
  [979, '979', '979'],
])('the headline of %i is rounded as published', (count, en, fr) => {
  expect(headlineInWords(count, 'en')).toBe(en);
  expect(headlineInWords(count, 'fr').replace(/\s/g, ' ')).toBe(fr);
});

test.each([
  [96, 100, '96%', '96 %'],
  [92, 100, '92%', '92 %'],
  // 757 of the 2,292 disclosures of 2021-22 came from public-private projects.
  [757, 2292, '33%', '33 %'],
  [1, 200, '1%', '1 %'],
  [1, 201, '0%', '0 %'],
])('%i of %i is %s', (part, whole, en, fr) => {
  expect(percentInWords(part, whole, 'en')).toBe(en);
  expect(percentInWords(part, whole, 'fr').replace(/\s/g, ' ')).toBe(fr);
});

test('fewer than five are told as that', () => {
  expect(countInWords('few', 'en')).toBe('fewer than 5');
  expect(headlineInWords('few', 'fr')).toBe('moins de 5');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maySameName, nameWords } from './name-words.ts';

const alike = (one: string[], other: string[]) =>
  maySameName(nameWords(...one), nameWords(...other));

describe('given a name in two forms', () => {
  test.each<[string, string[], string[]]>([
    ['order', ['EXAMPLE', 'Alex'], ['Alex', 'Example']],
    ['which part is the surname', ['NGUYEN THI', 'Mai'], ['Nguyen', 'Thi Mai']],
    ['accents and ligatures', ['LE BŒUF', 'Élise'], ['Leboeuf'.replace('Le', 'Le '), 'Elise']],
    ['umlauts as passports write them', ['Müller', 'Jörg'], ['MUELLER', 'JOERG']],
    ['letters of other alphabets of Europe', ['Đặng', 'Łucja'], ['Dang', 'Lucja']],
    ['hyphens', ['Example-Sample', 'Anne-Marie'], ['Example Sample', 'Anne Marie']],
    ['apostrophes', ["O'Sample", 'Kim'], ['O’Sample', 'Kim']],
    ['a second given name', ['Example', 'Alex Robin'], ['Example', 'Alex']],
    ['an initial', ['Example', 'Alex R.'], ['Example', 'Alex']],
    ['a second surname', ['Example Sample', 'Alex'], ['Example', 'Alex']],
  ])('when they differ in %s, then it may be one', (_, one, other) => {
    expect(alike(one, other)).toBe(true);
  });

  test.each<[string, string[], string[]]>([
    ['the given name', ['Example', 'Alex'], ['Example', 'Robin']],
    ['the surname', ['Example', 'Alex'], ['Sample', 'Alex']],
    ['one of several words each', ['Example Sample', 'Alex'], ['Example', 'Alex Robin']],
  ])('when they differ in %s, then not', (_, one, other) => {
    expect(alike(one, other)).toBe(false);
  });
});

test('given somebody with one name only, then it is the same as itself and as no longer one', () => {
  expect(alike(['Sample', 'XXX'], ['SAMPLE', 'xxx'])).toBe(true);
  expect(alike(['Sample', 'XXX'], ['Sample', 'Alex'])).toBe(false);
});

test('given a name without a letter of its own, then it is like nothing', () => {
  expect(alike(['X'], ['X'])).toBe(false);
  expect(alike([], [])).toBe(false);
});

const words = fc.uniqueArray(fc.stringMatching(/^[b-df-z]{3,9}$/), { minLength: 2, maxLength: 6 });

test('for any name, neither the order of its words nor their case makes a difference', () => {
  const shuffled = words.chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.shuffledSubarray(name, { minLength: name.length, maxLength: name.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([name, other]) => {
      const upper = other.map((word) => word.toUpperCase()).join(' ');
      expect(nameWords(upper)).toEqual(new Set(other));
      expect(maySameName(nameWords(...name), nameWords(upper))).toBe(true);
    }),
  );
});

test('for any two texts, whether they are alike does not depend on which comes first', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(alike([one], [other])).toBe(alike([other], [one]));
    }),
  );
});

test('for any text, it has few words, and those that it has are folded already', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const folded = nameWords(text);
      expect(folded.size).toBeLessThanOrEqual(8);
      for (const word of folded) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawableText, holdsNumbers } from './drawable-text.ts';

const back = (text: string): string =>
  text.replace(/\[((?:U\+[0-9A-F]{4,6} ?)+)\]/g, (_, numbers: string) =>
    numbers
      .split(' ')
      .map((number) => String.fromCodePoint(Number.parseInt(number.slice(2), 16)))
      .join(''),
  );
const plainSpaces = (text: string) => text.replace(/[\t\u2000-\u200a\u205f\u3000]/g, ' ');

test('for any text, nothing of it is lost, and only what can be drawn and seen is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (given) => {
      fc.pre(!given.includes('[U+'));
      const drawn = drawableText(given);
      expect(drawn.replace(/[\n\u200c\u200d]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u);
      const same = plainSpaces(given.replaceAll('\r\n', '\n').normalize('NFC'));
      expect(back(drawn)).toBe(same);
      if (drawn !== same) expect(holdsNumbers(drawn)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['Иван', 'Иван'],
  ['e\u0301', 'é'],
  ['王小明', '王小明'],
  ['a\tb', 'a b'],
  ['a\u202eb', 'a[U+202E]b'],
  ['\ud83d\ude00\u0000', /\[?.*U\+0000\]$/],
])('given %j, then %s', (given, drawn) => {
  if (typeof drawn === 'string') expect(drawableText(given)).toBe(drawn);
  else expect(drawableText(given)).toMatch(drawn);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isolated } from './drawable-text.ts';
import { type Line, textLines } from './text-lines.ts';

/** Every letter is half as wide as it is high. */
const measure = (_: string, text: string) => [...text].length / 2;
const lines = (text: string, width: number) => textLines(text, { width, face: 'regular', measure });
const said = ({ pieces, spoken }: Line) => spoken ?? pieces.map(({ text }) => text).join('');

const letters = fc.constantFrom(...'abc XYZ-/ é 山王 Жд שלום عرب 12(),', '\n', '\u00a0');

test('for any text and width, nothing is lost and nothing runs over the edge', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: letters, maxLength: 120 }),
      fc.integer({ min: 2, max: 40 }),
      (text, width) => {
        const broken = lines(text, width);
        const spaceless = (one: string) => one.replace(/[ \n]/g, '');
        expect(spaceless(broken.map(said).join(''))).toBe(spaceless(text));
        for (const line of broken) expect(line.width).toBeLessThanOrEqual(width);
      },
    ),
    { numRuns: 300 },
  );
});

test('for any text, the pieces of a line stand beside each other without a gap', () => {
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 60 }), (text) => {
      for (const { pieces, width } of lines(text, 12)) {
        let x = 0;
        for (const piece of pieces) {
          expect(piece.x).toBeCloseTo(x);
          x += measure(piece.font, piece.text);
        }
        expect(x).toBeCloseTo(width);
      }
    }),
  );
});

describe('given words', () => {
  test('when they fit, then they are kept whole', () => {
    expect(lines('one two three', 4).map(said)).toEqual(['one two', 'three']);
  });

  test('when one is too long, then it is broken behind a sign if it has one', () => {
    expect(lines('disclosure-0123456789', 6).map(said)).toEqual(['disclosure-', '0123456789']);
    expect(lines('abcdefghij', 3).map(said)).toEqual(['abcdef', 'ghij']);
  });

  test.each([
    ['a sum of 12 000 $ or', 6, ['a sum of', '12 000 $ or']],
    ['more than 85 % of it', 6, ['more than', '85 % of it']],
    ['he said : none', 4.5, ['he said :', 'none']],
    ['he says : none', 4, ['he', 'says :', 'none']],
    ['of « many words »', 4, ['of', '« many', 'words »']],
    ['worth about $3,000', 6, ['worth about', '$3,000']],
  ])(
    'when they are %j on lines of %d, then no line begins with a sign of the one before it',
    (text, width, parts) => {
      expect(lines(text, width).map(said)).toEqual(parts);
    },
  );

  test('when they are Chinese, then they may be broken anywhere', () => {
    expect(lines('王小明山田', 1.5).map(said)).toEqual(['王小明', '山田']);
  });
});

describe('given what is written from right to left', () => {
  test('when it stands among our words, then its words are turned around, each whole', () => {
    const [line] = lines(`P1 ${isolated('שלום כהן')} – subject`, 40);
    expect(line?.pieces.map(({ text }) => text)).toEqual(['P1 ', 'כהן', ' ', 'שלום', ' – subject']);
    expect(line?.spoken).toBe('P1 שלום כהן – subject');
  });

  test('when it holds brackets and a number, then these are turned as readers expect', () => {
    const [line] = lines(isolated('כהן (12)'), 40);
    expect(line?.pieces.map(({ text }) => text).join('')).toBe('(12) כהן');
  });
});

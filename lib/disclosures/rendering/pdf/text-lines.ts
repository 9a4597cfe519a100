import bidiFactory, { type Bidi } from 'bidi-js';
import { withoutIsolates } from './drawable-text.ts';
import { type Face, type FontName, fontFor } from './fonts.ts';

/** A stretch of letters that is drawn at once, and where it begins. */
type Piece = { font: FontName; text: string; x: number };
/** One line: its pieces from left to right, its width, and what it says where they run from right to left. */
export type Line = { pieces: readonly Piece[]; width: number; spoken?: string };

/** How wide letters of a font are at a size of 1. */
export type Measure = (font: FontName, text: string) => number;

// Its types speak of a module of ES, its main file is none: what is imported is the factory itself.
const bidi = (bidiFactory as unknown as () => Bidi)();

const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}]|[\u{1e800}-\u{1efff}]/u;
/** A space that never breaks is not among them. */
const spacesAtEnd = / +$/;
const ideographs = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`;
/** Behind a space, but for those that French puts into "12 000 $", before signs and within « »; at ideographs. */
const wordBreaks = new RegExp(
  String.raw`(?<= )(?! )(?!(?<=\d )\d{3}(?!\d))(?!\$(?!\d)|[%:;!?»])(?<!« )|(?<=[${ideographs}])|(?=[${ideographs}])`,
  'u',
);
const partBreaks = /(?<=[-–—/@._,;:])/u;
const letterBreaks = /(?<!^)(?=\P{M})/u;

/**
 * Breaks a text into lines of at most `width`, each of them ready to be drawn. Words are kept whole
 * where they fit a line, else they are broken behind a sign, else anywhere: nothing runs over the edge.
 *
 * @param text as `drawableText` gives it.
 * @param width in units of the letters' size.
 */
export function textLines(
  text: string,
  { width, face, measure }: { width: number; face: Face; measure: Measure },
): Line[] {
  return text.split('\n').flatMap((paragraph) => {
    if (!rightToLeft.test(paragraph)) {
      const plain = withoutIsolates(paragraph);
      return brokenAt(plain, width, (part) => widthOf(part, face, measure)).map(({ from, until }) =>
        assembled(fontRuns(plain.slice(from, until).replace(spacesAtEnd, ''), face), measure),
      );
    }
    const levels = bidi.getEmbeddingLevels(paragraph, 'ltr');
    const mirrored = bidi.getMirroredCharactersMap(paragraph, levels.levels);
    return brokenAt(paragraph, width, (part) => widthOf(part, face, measure)).map((place) => ({
      ...assembled(visualRuns({ paragraph, levels, mirrored }, place, face), measure),
      spoken: withoutIsolates(paragraph.slice(place.from, place.until)).replace(spacesAtEnd, ''),
    }));
  });
}

type Place = { from: number; until: number };

function brokenAt(text: string, width: number, widthOfPart: (part: string) => number): Place[] {
  const lines: Place[] = [];
  let from = 0;
  let until = 0;
  let used = 0;
  const add = (part: string, breaks: readonly RegExp[]) => {
    if (used + widthOfPart(part.replace(spacesAtEnd, '')) <= width) {
      until += part.length;
      used += widthOfPart(part);
      return;
    }
    const [next, ...further] = breaks;
    if (next && widthOfPart(part.replace(spacesAtEnd, '')) > width) {
      for (const smaller of part.split(next)) add(smaller, further);
      return;
    }
    if (until > from) lines.push({ from, until });
    from = until;
    until += part.length;
    used = widthOfPart(part);
  };
  for (const word of text.split(wordBreaks)) add(word, [partBreaks, letterBreaks]);
  lines.push({ from, until });
  return lines;
}

type Run = { font: FontName; text: string };

function widthOf(text: string, face: Face, measure: Measure): number {
  return fontRuns(withoutIsolates(text), face).reduce(
    (sum, run) => sum + measure(run.font, run.text),
    0,
  );
}

/** A text in stretches of one font. Marks and joiners stay with the letter before them if they can. */
function fontRuns(text: string, face: Face): Run[] {
  const runs: Run[] = [];
  for (const letter of text) {
    const font = fontFor(letter.codePointAt(0) ?? 0, face) ?? 'regular';
    const last = runs.at(-1);
    if (last && (last.font === font || /[\u200c\u200d]/.test(letter))) last.text += letter;
    else runs.push({ font, text: letter });
  }
  return runs;
}

function assembled(runs: readonly Run[], measure: Measure): Line {
  let x = 0;
  const pieces = runs.map(({ font, text }) => {
    const piece = { font, text, x };
    x += measure(font, text);
    return piece;
  });
  return { pieces, width: x };
}

type Paragraph = {
  paragraph: string;
  levels: ReturnType<Bidi['getEmbeddingLevels']>;
  mirrored: ReadonlyMap<number, string>;
};

/**
 * The letters of a line in the order in which they stand on paper (UAX #9). What is written from right
 * to left stays in the order of reading within its piece: the font turns and joins it.
 */
function visualRuns({ paragraph, levels, mirrored }: Paragraph, place: Place, face: Face): Run[] {
  const { from } = place;
  const until = from + paragraph.slice(from, place.until).replace(spacesAtEnd, '').length;
  if (until <= from) return [];
  const order = bidi.getReorderedIndices(paragraph, levels, from, until - 1).slice(from, until);
  const stretches: { turned: boolean; at: number[] }[] = [];
  for (const at of order) {
    const turned = ((levels.levels[at] ?? 0) & 1) === 1;
    const last = stretches.at(-1);
    const step = turned ? -1 : 1;
    if (last && last.turned === turned && last.at.at(-1) === at - step) last.at.push(at);
    else stretches.push({ turned, at: [at] });
  }
  return stretches.flatMap(({ turned, at }) => {
    if (!turned) {
      return fontRuns(withoutIsolates(at.map((index) => paragraph[index]).join('')), face);
    }
    const read = at.toReversed().map((index) => mirrored.get(index) ?? paragraph[index]);
    return turnedRuns(withoutIsolates(read.join('')), face);
  });
}

/** Letters are turned by their font; signs and spaces between them, which belong to no script, here. */
const turnedRuns = (text: string, face: Face): Run[] =>
  (text.match(/[\p{L}\p{M}\u200c\u200d]+|[^\p{L}\p{M}\u200c\u200d]+/gu) ?? [])
    .reverse()
    .flatMap((part) => {
      if (/^[\p{L}\p{M}\u200c\u200d]/u.test(part)) return fontRuns(part, face).reverse();
      return fontRuns([...part].reverse().join(''), face);
    });

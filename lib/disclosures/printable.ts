import type { Translated } from '../translated.ts';

/*
 * The fonts that every reader of PDF has know the letters of western Europe only. What they cannot
 * draw must not vanish or turn into other letters: a name is evidence.
 */

/** Windows-1252, as far as it is not Latin-1. */
const beyondLatin1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

const isDrawable = (letter: string): boolean =>
  /^[\t\n\x20-\x7e\u00a1-\u00ff]$/.test(letter) || beyondLatin1.includes(letter);

/** Spaces and hyphens of other widths, which change nothing that is said. */
const equals: Record<string, string> = {
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2007': ' ',
  '\u2009': ' ',
  '\u2010': '-',
  '\u2011': '-',
  '\u2212': '–',
  '\r': '',
};

const scripts: readonly { letters: RegExp; name: Translated }[] = [
  { letters: /\p{Script=Arabic}/u, name: { en: 'Arabic', fr: 'arabe' } },
  { letters: /\p{Script=Hebrew}/u, name: { en: 'Hebrew', fr: 'hébreu' } },
  { letters: /\p{Script=Cyrillic}/u, name: { en: 'Cyrillic', fr: 'cyrillique' } },
  { letters: /\p{Script=Greek}/u, name: { en: 'Greek', fr: 'grec' } },
  { letters: /\p{Script=Han}/u, name: { en: 'Chinese characters', fr: 'caractères chinois' } },
  { letters: /\p{Script=Hangul}/u, name: { en: 'Korean', fr: 'coréen' } },
  {
    letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
    name: { en: 'Japanese', fr: 'japonais' },
  },
  { letters: /\p{Script=Thai}/u, name: { en: 'Thai', fr: 'thaï' } },
  { letters: /\p{Script=Devanagari}/u, name: { en: 'Devanagari', fr: 'devanagari' } },
  { letters: /\p{Script=Gurmukhi}/u, name: { en: 'Gurmukhi', fr: 'gourmoukhi' } },
  { letters: /\p{Script=Tamil}/u, name: { en: 'Tamil', fr: 'tamoul' } },
  {
    letters: /\p{Script=Canadian_Aboriginal}/u,
    name: { en: 'syllabics', fr: 'écriture syllabique' },
  },
];
const otherCharacters: Translated = { en: 'other characters', fr: 'autres caractères' };

/** Text that can be drawn, and whether anything had to stand in for what cannot. */
export type Printable = { text: string; changed: boolean };

/**
 * "Nguyễn" becomes "Nguyên", a name in Hebrew becomes "[Hebrew]". Marks that turn the direction of
 * writing are left out, so that no line reads otherwise than it was filed.
 */
export function printable(given: string, language: 'en' | 'fr'): Printable {
  let changed = false;
  const letters = [...given.normalize('NFC')].map((letter) => {
    const same = equals[letter] ?? letter;
    if ([...same].every(isDrawable)) return same;
    changed = true;
    return withoutMarks(letter) ?? named(letter, language);
  });
  const text = letters.join('').replaceAll(/(\[[^[\]]+\])(?: *\1)+/g, '$1');
  return { text, changed };
}

/** The letter with as few marks taken off as needed; undefined where no Latin letter is left. */
function withoutMarks(letter: string): string | undefined {
  const plain: Record<string, string> = { ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i', ħ: 'h', Ħ: 'H' };
  const [base = '', ...marks] = [...letter.normalize('NFD')];
  const closest = [...marks.map((mark) => (base + mark).normalize('NFC')), base];
  return plain[letter] ?? closest.find(isDrawable);
}

function named(letter: string, language: 'en' | 'fr'): string {
  if (/\p{Mark}|\p{Control}|\p{Format}/u.test(letter)) return '';
  const script = scripts.find(({ letters }) => letters.test(letter));
  return `[${(script?.name ?? otherCharacters)[language]}]`;
}

import { fontFor } from './fonts.ts';

/**
 * Text as it can be drawn, and nothing of it lost: what no font has, and what would turn the direction
 * of writing or cannot be seen, stands as its Unicode number in square brackets: "[U+1F600]". So no
 * line reads otherwise than it was filed.
 */
export function drawableText(given: string): string {
  let text = '';
  let numbers: string[] = [];
  const close = () => {
    if (numbers.length > 0) text += `[${numbers.join(' ')}]`;
    numbers = [];
  };
  for (const letter of given.replaceAll('\r\n', '\n').normalize('NFC')) {
    const drawn = spaces.test(letter) ? ' ' : letter;
    if (isDrawable(drawn)) {
      close();
      text += drawn;
    } else {
      numbers.push(numberOf(letter));
    }
  }
  close();
  return text;
}

/** Whether somebody has to be told what the numbers in brackets are. */
export const holdsNumbers = (text: string): boolean => /\[U\+[0-9A-F]{4,6}/.test(text);

/** Spaces of other widths, which change nothing that is said. The one that never breaks stays. */
const spaces = /^[\t\u2000-\u200a\u205f\u3000]$/;
/** They join letters or keep them apart, as Persian and the scripts of India need it. */
const joiners = /^[\u200c\u200d]$/;

const isDrawable = (letter: string): boolean =>
  letter === '\n' ||
  joiners.test(letter) ||
  (!/^[\p{Cc}\p{Cf}\p{Cs}\p{Co}]$/u.test(letter) &&
    fontFor(letter.codePointAt(0) ?? 0, 'regular') !== undefined);

const numberOf = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * A value of its own within our words, whatever the direction of its letters: what follows it stays
 * behind it.
 */
export const isolated = (value: string): string => `\u2068${value}\u2069`;

export const withoutIsolates = (text: string): string => text.replace(/[\u2068\u2069]/g, '');

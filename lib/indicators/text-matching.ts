import { foldText } from '../ledger/fold-text.ts';

/*
 * Words are matched whole, with case and accents folded. Text and terms are cut into words and
 * compared word by word, in time linear in the text: no term is ever a pattern.
 */

/** Letters and digits in a row, or one pictograph; everything else separates. */
const word = /[\p{L}\p{N}]+|\p{Extended_Pictographic}/gu;

export const wordsOf = (text: string): string[] => foldText(text).match(word) ?? [];

/**
 * Finds which of several lists have a term in a text. "In-call" is found in "in call tonight", not in
 * "incalls".
 *
 * @param lists terms by the name of their list.
 */
export function listMatcher(
  lists: Record<string, Iterable<string>>,
): (text: string) => ReadonlySet<string> {
  const byFirstWord = new Map<string, { list: string; rest: string[] }[]>();
  for (const [list, terms] of Object.entries(lists)) {
    for (const term of terms) {
      const [first, ...rest] = wordsOf(term);
      if (first === undefined) continue;
      byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { list, rest }]);
    }
  }
  return (text) => {
    const words = wordsOf(text);
    const found = words.flatMap((first, at) =>
      (byFirstWord.get(first) ?? []).filter(({ rest }) =>
        rest.every((next, offset) => words[at + 1 + offset] === next),
      ),
    );
    return new Set(found.map(({ list }) => list));
  };
}

/** A test for texts that have one of the terms in them. */
export function matcherOf(terms: Iterable<string>): (text: string) => boolean {
  const lists = listMatcher({ terms });
  return (text) => lists(text).size > 0;
}

const closing = new Map([
  ['(', ')'],
  ['[', ']'],
  ['"', '"'],
  ['“', '”'],
  ['«', '»'],
]);

/**
 * Second names written in brackets or quotes, folded: "jane@example.com (Bambi)" has ["bambi"]. A
 * name has 2 to 20 characters and a letter.
 */
export function bracketedNames(text: string): string[] {
  const names: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const close = closing.get(text[at] ?? '');
    const end = close === undefined ? -1 : text.slice(at + 1, at + 22).indexOf(close);
    if (end < 2) continue;
    const name = foldText(text.slice(at + 1, at + 1 + end));
    if (/\p{L}/u.test(name)) names.push(name);
    at += end + 1;
  }
  return names;
}

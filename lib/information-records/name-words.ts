import { digest } from '../identifiers.ts';
import { foldText } from '../ledger/fold-text.ts';

/** The letters that folding leaves as they are, and pairs by which passports write umlauts. */
const spellings: readonly [RegExp, string][] = [
  [/[đð]/g, 'd'],
  [/þ/g, 'th'],
  [/ı/g, 'i'],
  [/([aou])e/g, '$1'],
];

/** What a report has for the given name of somebody who has none. */
const noName = 'xxx';
const mostWords = 8;

/**
 * The words of a person's name, folded as for link keys and a little further: which of them is the
 * surname, their order, hyphens and initials make no difference. "LE BŒUF, Élise M." gives le, bouf and
 * elise, and "Müller" the same as "Mueller". Scripts are not turned into one another.
 */
export function nameWords(...parts: readonly (string | undefined)[]): ReadonlySet<string> {
  const words = parts
    .flatMap((part = '') =>
      foldText(part)
        .replaceAll("'", '')
        .split(/[^\p{L}\p{N}]+/u),
    )
    .map((word) => spellings.reduce((so, [spelled, plain]) => so.replace(spelled, plain), word))
    .filter((word) => word !== noName && !/^[a-z]?$/.test(word));
  return new Set(words.slice(0, mostWords));
}

/**
 * Whether two names may be one person's: all words of the shorter are among those of the longer, and
 * there are two of them at least. A single word is only ever the same as itself.
 */
export function maySameName(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [shorter, longer] = one.size <= other.size ? [one, other] : [other, one];
  const enough = shorter.size >= 2 || (shorter.size === 1 && longer.size === 1);
  return enough && [...shorter].every((word) => longer.has(word));
}

/** A word as it stands in the log of what is watched for. */
export const wordMark = (word: string): string => digest(word).slice(0, 12);

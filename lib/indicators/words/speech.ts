import { withFrenchSpaces } from '../../french-spaces.ts';
import type { Language } from '../../translated.ts';

/** How a text marks what stands out in it. */
export type Marks = {
  strong(text: string): string;
  indicator(id: string): string;
  term(text: string): string;
  /** Whether the text explains in another place what it means by its names for sets of kinds. */
  hasGlossary: boolean;
};

const plainText: Marks = {
  strong: (text) => text,
  indicator: (id) => id,
  term: (text) => text,
  hasGlossary: false,
};

/** An object, so that no place in a list is taken for it. */
export type Decimals = { upTo: number };

/** One of the two languages, and how numbers and lists are said in it. */
export type Speech = Marks & {
  language: Language;
  /** French with the no-break spaces that it asks for. */
  say(en: string, fr: string): string;
  /** Up to 6 decimals unless told otherwise, 2 of money and 4 of a percentage. */
  number(value: number, decimals?: Decimals): string;
  /** Canadian minor units; whole dollars without cents. */
  money(minor: number, decimals?: Decimals): string;
  percent(share: number, decimals?: Decimals): string;
  and(items: readonly string[]): string;
  or(items: readonly string[]): string;
  quoted(name: string): string;
  /** "30d" as "30 days". */
  length(window: string): string;
  /** "30d" as "within 30 days". */
  within(window: string): string;
};

const locales: Record<Language, string> = { en: 'en-CA', fr: 'fr-CA' };
const units = {
  m: { en: ['minute', 'minutes'], fr: ['minute', 'minutes'] },
  h: { en: ['hour', 'hours'], fr: ['heure', 'heures'] },
  d: { en: ['day', 'days'], fr: ['jour', 'jours'] },
} as const;

export function speechOf(language: Language, marks = plainText): Speech {
  const locale = locales[language];
  const numbers = numberFormats(locale, {});
  const money = numberFormats(locale, {
    style: 'currency',
    currency: 'CAD',
    trailingZeroDisplay: 'stripIfInteger',
  });
  const percentages = numberFormats(locale, { style: 'percent' });
  const list = (type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type });
  const [both, either] = [list('conjunction'), list('disjunction')];
  const say = (en: string, fr: string) => (language === 'en' ? en : withFrenchSpaces(fr));
  const length = (window: string) => {
    const count = Number(window.slice(0, -1));
    const words = units[window.slice(-1) as keyof typeof units][language];
    return `${numbers(6).format(count)} ${count === 1 ? words[0] : words[1]}`;
  };
  return {
    ...marks,
    language,
    say,
    number: (value, { upTo } = { upTo: 6 }) => numbers(upTo).format(value),
    money: (minor, { upTo } = { upTo: 2 }) => money(upTo).format(minor / 100),
    percent: (share, { upTo } = { upTo: 4 }) => percentages(upTo).format(share),
    quoted: (name) => say(`“${name}”`, `« ${name} »`),
    and: (items) => both.format(items),
    or: (items) => either.format(items),
    length,
    within: (window) => say(`within ${length(window)}`, `en ${length(window)}`),
  };
}

/** Formats by their decimals, each made once. */
function numberFormats(locale: string, style: Intl.NumberFormatOptions) {
  const formats = new Map<number, Intl.NumberFormat>();
  return (maximumFractionDigits: number): Intl.NumberFormat => {
    const made =
      formats.get(maximumFractionDigits) ??
      new Intl.NumberFormat(locale, { ...style, maximumFractionDigits });
    formats.set(maximumFractionDigits, made);
    return made;
  };
}

/** Something that can be counted, and how. */
export type Things = { one: string; many: string; feminine: boolean };

/** English one and many, French one and many; `f` where French says "aucune". */
export type ThingWords = readonly [string, string, string, string, ('f' | undefined)?];

export const thingsOf = (
  [one, many, un, plusieurs, gender]: ThingWords,
  { language }: Speech,
): Things =>
  language === 'en'
    ? { one, many, feminine: false }
    : { one: un, many: plusieurs, feminine: gender === 'f' };

const startsWithVowel = /^\*?[aeiouyhàâéèêëîïôœ]/i;

/** "d’achats", "de virements". */
export const deFrench = (word: string): string =>
  startsWithVowel.test(word) ? `d’${word}` : `de ${word}`;

/** "la ville", "le compte", "l’institution". */
export const theFrench = ({ one, feminine }: Pick<Things, 'one' | 'feminine'>): string => {
  if (startsWithVowel.test(one)) return `l’${one}`;
  return feminine ? `la ${one}` : `le ${one}`;
};

/** "de la ville", "du compte", "de l’institution". */
export const ofTheFrench = (things: Pick<Things, 'one' | 'feminine'>): string =>
  `de ${theFrench(things)}`.replace(/^de le /, 'du ');

/** "la même ville", "le même compte". */
export const sameFrench = ({ one, feminine }: Pick<Things, 'one' | 'feminine'>): string =>
  `${feminine ? 'la' : 'le'} même ${one}`;

/** With a capital letter, past signs that mark it. */
export const capital = (text: string): string =>
  text.replace(
    /^([*[“«\s]*)(\p{Ll})/u,
    (_, signs: string, letter: string) => signs + letter.toUpperCase(),
  );

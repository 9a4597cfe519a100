import type { Language } from '../../lib/translated.ts';

/** One of the two languages, and how numbers and lists are said in it. */
export type Speech = {
  language: Language;
  say(en: string, fr: string): string;
  number(value: number): string;
  /** Canadian minor units; whole dollars without cents. */
  money(minor: number): string;
  percent(share: number): string;
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

export function speechOf(language: Language): Speech {
  const locale = locales[language];
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const money = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'CAD',
    trailingZeroDisplay: 'stripIfInteger',
  });
  const percentages = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  const list = (type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type });
  const [both, either] = [list('conjunction'), list('disjunction')];
  const say = (en: string, fr: string) => (language === 'en' ? en : fr);
  const length = (window: string) => {
    const count = Number(window.slice(0, -1));
    const words = units[window.slice(-1) as keyof typeof units][language];
    return `${numbers.format(count)} ${count === 1 ? words[0] : words[1]}`;
  };
  return {
    language,
    say,
    number: (value) => numbers.format(value),
    money: (minor) => money.format(minor / 100),
    percent: (share) => percentages.format(share),
    quoted: (name) => say(`“${name}”`, `« ${name} »`),
    and: (items) => both.format(items),
    or: (items) => either.format(items),
    length,
    within: (window) => say(`within ${length(window)}`, `en ${length(window)}`),
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

/** "d’achats", "de virements". */
export const deFrench = (word: string): string =>
  /^\*?[aeiouyhàâéèêëîïôœ]/i.test(word) ? `d’${word}` : `de ${word}`;

/** With a capital letter, past the signs of markdown. */
export const capital = (text: string): string =>
  text.replace(
    /^([*[“«\s]*)(\p{Ll})/u,
    (_, signs: string, letter: string) => signs + letter.toUpperCase(),
  );

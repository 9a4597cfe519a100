import type { Language } from '../translated.ts';
import type { Told } from './suppress-small.ts';

const locales = { en: 'en-CA', fr: 'fr-CA' } as const satisfies Record<Language, string>;

/** "1,655", "1 655"; fewer than five: "fewer than 5", "moins de 5". */
export function countInWords(count: Told, language: Language): string {
  if (count === 'few') return language === 'en' ? 'fewer than 5' : 'moins de 5';
  return new Intl.NumberFormat(locales[language]).format(count);
}

/** As headlines tell a number of packages: "more than 4,600" of 4,633; below a thousand exactly. */
export function headlineInWords(count: Told, language: Language): string {
  if (count === 'few' || count < 1000) return countInWords(count, language);
  const hundreds = count - (count % 100);
  const words = countInWords(hundreds, language);
  if (hundreds === count) return words;
  return language === 'en' ? `more than ${words}` : `plus de ${words}`;
}

/** A whole percentage, halves up: "92%", "92 %". @param whole more than none. */
export function percentInWords(part: number, whole: number, language: Language): string {
  const percent = Math.floor((200 * part + whole) / (2 * whole));
  return new Intl.NumberFormat(locales[language], { style: 'percent' }).format(percent / 100);
}

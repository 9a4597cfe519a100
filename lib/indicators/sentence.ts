import type { Language, Translated } from '../translated.ts';
import type { MeasureValue } from './match.ts';
import { deFrench } from './words/speech.ts';

const locales: Record<Language, string> = { en: 'en-CA', fr: 'fr-CA' };

/** What stands for the number of a measure that nothing is known of. */
export const unknownWords: Translated = { en: 'not known', fr: 'inconnu' };

const numbers = formats({ maximumFractionDigits: 2 });
const money = formats({ style: 'currency', currency: 'CAD' });
const percentages = formats({ style: 'percent', maximumFractionDigits: 0 });
const plurals: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules(locales.en),
  fr: new Intl.PluralRules(locales.fr),
};

function formats(options: Intl.NumberFormatOptions): Record<Language, Intl.NumberFormat> {
  return {
    en: new Intl.NumberFormat(locales.en, options),
    fr: new Intl.NumberFormat(locales.fr, options),
  };
}

/**
 * A placeholder of a sentence: `{name}`, `{name:money}`, `{name:percent}`, or `{name|time|times}`, a
 * number followed by the words that agree with it.
 */
const placeholder = /\{([a-z][A-Za-z0-9]*)(?::([a-z]+))?(?:\|([^|{}]+)\|([^|{}]+))?\}/g;

export type Placeholder = { name: string; format: string | undefined; agreeing: boolean };

export const placeholdersIn = (sentence: string): Placeholder[] =>
  [...sentence.matchAll(placeholder)].map(([, name = '', format, one]) => ({
    name,
    format,
    agreeing: one !== undefined,
  }));

/** What stands around the placeholders. */
export const withoutPlaceholders = (sentence: string): string =>
  sentence.replaceAll(placeholder, '');

/**
 * The sentence in both languages with the subject's own numbers. Money is Canadian minor units,
 * printed "$1,234.50" and "1 234,50 $"; a share of 0.625 is "63%" and "63 %". Words agree as each
 * language asks: "0 times" and "0 virement".
 */
export const renderSentence = (
  sentence: Translated,
  values: Record<string, MeasureValue>,
): Translated => ({
  en: render(sentence.en, values, 'en'),
  fr: render(sentence.fr, values, 'fr'),
});

const render = (text: string, values: Record<string, MeasureValue>, language: Language): string =>
  text.replaceAll(placeholder, (_, name: string, format?: string, one?: string, many?: string) => {
    const value = values[name] ?? null;
    if (value === null)
      return many === undefined ? unknownWords[language] : unknown(many)[language];
    const number = written(value, format, language);
    if (one === undefined) return number;
    return `${number} ${plurals[language].select(value) === 'one' ? one : many}`;
  });

const unknown = (things: string): Translated => ({
  en: `an unknown number of ${things}`,
  fr: `un nombre inconnu ${deFrench(things)}`,
});

function written(value: number, format: string | undefined, language: Language): string {
  if (format === 'money') return money[language].format(value / 100);
  return (format === 'percent' ? percentages : numbers)[language].format(value);
}

import { withFrenchSpaces } from '../french-spaces.ts';
import type { Language, Translated } from '../translated.ts';
import type { MeasureValue } from './match.ts';
import { capital, deFrench } from './words/speech.ts';

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
 * number followed by the words that agree with it; `{name|stay|stays|no stays}` says what is read
 * instead where it is 0, and `{name|||none}` does for a number without such words.
 */
const placeholder =
  /\{([a-z][A-Za-z0-9]*)(?::([a-z]+))?(?:\|([^|{}]*)\|([^|{}]*)(?:\|([^|{}]+))?)?\}/g;

/** `[, {name} of them at night]`: is left out where each number in it is 0. */
const clause = /\[([^[\]]*)\]/g;

export type Placeholder = {
  name: string;
  format: string | undefined;
  agreeing: boolean;
  /** Whether it is told in other words where it is 0. */
  saysNone: boolean;
};

export const placeholdersIn = (sentence: string): Placeholder[] =>
  [...sentence.matchAll(placeholder)].map(([, name = '', format, one, _, none]) => ({
    name,
    format,
    agreeing: one !== undefined,
    saysNone: none !== undefined,
  }));

/** What stands around the placeholders. */
export const withoutPlaceholders = (sentence: string): string =>
  sentence.replaceAll(placeholder, '');

/** The parts that may be left out. */
export const clausesIn = (sentence: string): string[] =>
  [...sentence.matchAll(clause)].map(([, inside = '']) => inside);

export const withoutClauses = (sentence: string): string => sentence.replaceAll(clause, '');

/**
 * The sentence in both languages with the subject's own numbers. Money is Canadian minor units,
 * printed "$1,234.50" and "1 234,50 $"; a share of 0.625 is "63%" and "63 %". Words agree as each
 * language asks: "0 stays" and "0 virement"; what happened one time happened "once".
 */
export const renderSentence = (
  sentence: Translated,
  values: Record<string, MeasureValue>,
): Translated => ({
  en: render(sentence.en, values, 'en'),
  fr: withFrenchSpaces(render(sentence.fr, values, 'fr')),
});

function render(text: string, values: Record<string, MeasureValue>, language: Language): string {
  const told = text
    .replaceAll(clause, (whole, inside: string) => {
      const within = placeholdersIn(inside);
      if (within.length === 0) return whole;
      return within.every(({ name }) => values[name] === 0) ? '' : inside;
    })
    .replaceAll(placeholder, (_, name: string, format, one, many, none) =>
      toldNumber(values[name] ?? null, { format, one, many, none }, language),
    );
  // Words may stand where the number would.
  return /^[[{]/.test(text) ? capital(told) : told;
}

type Form = { [part in 'format' | 'one' | 'many' | 'none']: string | undefined };

function toldNumber(
  value: MeasureValue,
  { format, one, many, none }: Form,
  language: Language,
): string {
  if (value === null) return many ? unknown(many)[language] : unknownWords[language];
  if (value === 0 && none !== undefined) return none;
  if (value === 1 && one === 'time') return 'once';
  const number = written(value, format, language);
  const word = plurals[language].select(value) === 'one' ? one : many;
  return word ? `${number} ${word}` : number;
}

const unknown = (things: string): Translated => ({
  en: `an unknown number of ${things}`,
  fr: `un nombre inconnu ${deFrench(things)}`,
});

function written(value: number, format: string | undefined, language: Language): string {
  if (format === 'money') return money[language].format(value / 100);
  return (format === 'percent' ? percentages : numbers)[language].format(value);
}

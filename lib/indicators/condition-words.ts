import type { Language, Translated } from '../translated.ts';
import type { ConditionResult } from './condition-results.ts';
import type { ExplainedComparison, ExplainedCondition } from './explanation.ts';
import type { Comparison } from './indicator.ts';
import type { MeasureValue } from './match.ts';
import type { Measure } from './measure.ts';
import { measureWords, type Unit, unitOf } from './measure-words.ts';

type Measures = Record<string, Measure>;

/** The results of conditions with words: what each number counts, and by how much it holds or fails. */
export function explainConditions(result: ConditionResult, measures: Measures): ExplainedCondition {
  const { holds } = result;
  const explain = (part: ConditionResult) => explainConditions(part, measures);
  if ('all' in result) return { all: result.all.map(explain), holds };
  if ('any' in result) return { any: result.any.map(explain), holds };
  if ('not' in result) return { not: explain(result.not), holds };
  return explainComparison(result, measures);
}

function explainComparison(
  { fact, operator, value: threshold, found, holds }: Extract<ConditionResult, { fact: string }>,
  measures: Measures,
): ExplainedComparison {
  const unit = unitIn(measures, fact);
  const lacks = lacksOf({ operator, value: threshold }, found, unit);
  const name = measureWords(fact, measures);
  return {
    measure: fact,
    operator,
    threshold,
    value: found,
    unit,
    holds,
    margin: found === null ? null : marginOf(operator, found, threshold),
    ...(!holds && lacks !== undefined && { lacks }),
    words: {
      en: `${name.en}: ${comparedWords({ operator, threshold, value: found, unit }, 'en')}`,
      fr: `${name.fr} : ${comparedWords({ operator, threshold, value: found, unit }, 'fr')}`,
    },
  };
}

export function unitIn(measures: Measures, name: string): Unit {
  const measure = Object.hasOwn(measures, name) ? measures[name] : undefined;
  return measure ? unitOf(measure) : 'count';
}

function marginOf(operator: Comparison['operator'], value: number, threshold: number): number {
  switch (operator) {
    case 'greaterThan':
    case 'greaterThanInclusive':
      return value - threshold;
    case 'lessThan':
    case 'lessThanInclusive':
      return threshold - value;
    case 'equal':
      return value === threshold ? 0 : -Math.abs(value - threshold);
    case 'notEqual':
      return Math.abs(value - threshold);
  }
}

/**
 * The least difference that would make a comparison hold: 0 where it holds, undefined where there is
 * no value. Counts and money change by whole numbers.
 */
export function lacksOf(
  { operator, value: threshold }: Pick<Comparison, 'operator' | 'value'>,
  value: MeasureValue,
  unit: Unit,
): number | undefined {
  if (value === null) return undefined;
  const step = unit === 'share' || unit === 'ratio' ? Number.EPSILON : 1;
  switch (operator) {
    case 'greaterThanInclusive':
      return Math.max(0, threshold - value);
    case 'greaterThan':
      return value > threshold ? 0 : threshold - value + step;
    case 'lessThanInclusive':
      return Math.max(0, value - threshold);
    case 'lessThan':
      return value < threshold ? 0 : value - threshold + step;
    case 'equal':
      return Math.abs(value - threshold);
    case 'notEqual':
      return value === threshold ? step : 0;
  }
}

/** "5, at least 4" */
function comparedWords(
  {
    operator,
    threshold,
    value,
    unit,
  }: Pick<ExplainedComparison, 'operator' | 'threshold' | 'value' | 'unit'>,
  language: Language,
): string {
  const digits = digitsToTell(value, threshold, unit);
  const found = value === null ? undefinedWords[language] : written(value, unit, language, digits);
  return `${found}, ${boundWords[operator][language]} ${written(threshold, unit, language, digits)}`;
}

const undefinedWords: Record<Language, string> = { en: 'no value', fr: 'aucune valeur' };

const boundWords: Record<Comparison['operator'], Translated> = {
  greaterThanInclusive: { en: 'at least', fr: 'au moins' },
  greaterThan: { en: 'more than', fr: 'plus de' },
  lessThanInclusive: { en: 'at most', fr: 'au plus' },
  lessThan: { en: 'less than', fr: 'moins de' },
  equal: { en: 'exactly', fr: 'exactement' },
  notEqual: { en: 'other than', fr: 'autre que' },
};

const locales: Record<Language, string> = { en: 'en-CA', fr: 'fr-CA' };
const yesNo: Record<Language, readonly [no: string, yes: string]> = {
  en: ['no', 'yes'],
  fr: ['non', 'oui'],
};

/** A value in its unit, as sentences have it: "$1,234.50", "63%", "5". */
function written(value: number, unit: Unit, language: Language, digits = 2): string {
  if (unit === 'yes-no' && (value === 0 || value === 1)) return yesNo[language][value];
  const style = unit === 'money' ? 'currency' : unit === 'share' ? 'percent' : 'decimal';
  return new Intl.NumberFormat(locales[language], {
    style,
    ...(style === 'currency' ? { currency: 'CAD' } : { maximumFractionDigits: digits }),
  }).format(unit === 'money' ? value / 100 : value);
}

/** As many decimals as it takes to tell the value from the threshold: 39.96% is not 40%. */
function digitsToTell(value: MeasureValue, threshold: number, unit: Unit): number {
  if (value === null || unit === 'money' || value === threshold) return unit === 'share' ? 1 : 2;
  for (let digits = unit === 'share' ? 0 : 2; digits < 8; digits += 1) {
    if (written(value, unit, 'en', digits) !== written(threshold, unit, 'en', digits))
      return digits;
  }
  return 8;
}

/** The comparisons that keep conditions from holding, each with whatever else would have to change. */
export function inTheWay(result: ExplainedCondition, wanted = true): ExplainedComparison[] {
  if (result.holds === wanted) return [];
  if ('not' in result) return inTheWay(result.not, !wanted);
  if ('measure' in result) return [result];
  const parts = 'all' in result ? result.all : result.any;
  return parts.flatMap((part) => inTheWay(part, wanted));
}

/** What keeps conditions from holding, in one sentence. */
export const lackingWords = (result: ExplainedCondition): Translated => ({
  en: lacking(result, 'en', true, true),
  fr: lacking(result, 'fr', true, true),
});

function lacking(
  result: ExplainedCondition,
  language: Language,
  wanted: boolean,
  isOutermost: boolean,
): string {
  if (result.holds === wanted) return '';
  if ('not' in result) return lacking(result.not, language, !wanted, isOutermost);
  if ('measure' in result) return wanted ? short(result, language) : unwanted(result, language);
  const parts = 'all' in result ? result.all : result.any;
  const texts = parts
    .map((part) => lacking(part, language, wanted, parts.length === 1 && isOutermost))
    .filter((text) => text !== '');
  const isEach = 'all' in result === wanted;
  const joined = texts.join(isEach ? andWords[language] : orWords[language]);
  return texts.length > 1 && !isOutermost ? `(${joined})` : joined;
}

const andWords: Record<Language, string> = { en: '; and ', fr: ' ; et ' };
const orWords: Record<Language, string> = { en: '; or ', fr: ' ; ou ' };

/** "cash, at night, 30 days: 3, at least 4 (1 short)" */
function short(comparison: ExplainedComparison, language: Language): string {
  const { words, operator, lacks, unit } = comparison;
  if (lacks === undefined || unit === 'yes-no') return words[language];
  const difference = written(lacks, unit, language, 4);
  if (operator === 'equal' || operator === 'notEqual') return words[language];
  const isMore = operator === 'greaterThan' || operator === 'greaterThanInclusive';
  const told = {
    en: isMore ? `${difference} short` : `${difference} too many`,
    fr: isMore ? `il manque ${difference}` : `${difference} de trop`,
  };
  return `${words[language]} (${told[language]})`;
}

const unwanted = ({ words }: ExplainedComparison, language: Language): string =>
  language === 'en' ? `not to be so: ${words.en}` : `à exclure : ${words.fr}`;

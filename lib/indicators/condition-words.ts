import type { Language, Translated } from '../translated.ts';
import type { ConditionResult } from './condition-results.ts';
import type { ExplainedComparison, ExplainedCondition } from './explanation.ts';
import type { Comparison } from './indicator.ts';
import type { MeasureValue } from './match.ts';
import { unknownWords } from './sentence.ts';
import { type Unit, unitIn } from './unit.ts';
import { comparisonInWords, valueInWords } from './words/comparison-in-words.ts';
import type { Decimals } from './words/speech.ts';
import type { Wording } from './words/wording.ts';

type Wordings = Record<Language, Wording>;

/** The results of conditions with words: what each asks for, and by how much it holds or fails. */
export function explainConditions(result: ConditionResult, wordings: Wordings): ExplainedCondition {
  const { holds } = result;
  const explain = (part: ConditionResult) => explainConditions(part, wordings);
  if ('all' in result) return { all: result.all.map(explain), holds };
  if ('any' in result) return { any: result.any.map(explain), holds };
  if ('not' in result) return { not: explain(result.not), holds };
  return explainComparison(result, wordings);
}

function explainComparison(
  { fact, operator, value: threshold, found, holds }: Extract<ConditionResult, { fact: string }>,
  wordings: Wordings,
): ExplainedComparison {
  const comparison = { fact, operator, value: threshold };
  const unit = unitIn(wordings.en.measures, fact);
  const lacks = lacksOf(comparison, found, unit);
  const words = (wording: Wording) =>
    `${comparisonInWords(comparison, wording)} — ${foundWords(comparison, found, wording)}`;
  return {
    measure: fact,
    operator,
    threshold,
    value: found,
    unit,
    holds,
    margin: found === null ? null : marginOf(operator, found, threshold),
    ...(!holds && lacks !== undefined && { lacks }),
    words: { en: words(wordings.en), fr: words(wordings.fr) },
  };
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

/** "found: 5" */
function foundWords(comparison: Comparison, value: MeasureValue, wording: Wording): string {
  const { say } = wording.speech;
  if (value === null) return unknownWords[wording.speech.language];
  const unit = unitIn(wording.measures, comparison.fact);
  if (unit === 'yes-no') {
    return value === 0
      ? say('it is not so', 'ce n’est pas le cas')
      : say('it is so', 'c’est le cas');
  }
  const decimals = decimalsToTell(comparison, value, wording);
  return say('found: ', 'constaté : ') + valueInWords(value, comparison, wording, decimals);
}

/** As many decimals as it takes to tell the value from the threshold: 39.96% is not 40%. */
function decimalsToTell(
  comparison: Comparison,
  value: number,
  wording: Wording,
): Decimals | undefined {
  if (value === comparison.value) return undefined;
  const isPercentage =
    unitIn(wording.measures, comparison.fact) === 'share' && comparison.value <= 1;
  const written = (number: number, upTo: number) =>
    valueInWords(number, comparison, wording, { upTo });
  for (let upTo = isPercentage ? 0 : 2; upTo < 8; upTo += 1) {
    if (written(value, upTo) !== written(comparison.value, upTo)) return { upTo };
  }
  return { upTo: 8 };
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
export const lackingWords = (result: ExplainedCondition, wordings: Wordings): Translated => ({
  en: lacking(result, wordings.en, true, true),
  fr: lacking(result, wordings.fr, true, true),
});

function lacking(
  result: ExplainedCondition,
  wording: Wording,
  wanted: boolean,
  isOutermost: boolean,
): string {
  const { language } = wording.speech;
  if (result.holds === wanted) return '';
  if ('not' in result) return lacking(result.not, wording, !wanted, isOutermost);
  if ('measure' in result) return wanted ? short(result, wording) : unwanted(result, language);
  const parts = 'all' in result ? result.all : result.any;
  const texts = parts
    .map((part) => lacking(part, wording, wanted, parts.length === 1 && isOutermost))
    .filter((text) => text !== '');
  const isEach = 'all' in result === wanted;
  const joined = texts.join(isEach ? andWords[language] : orWords[language]);
  return texts.length > 1 && !isOutermost ? `(${joined})` : joined;
}

const andWords: Record<Language, string> = { en: '; and ', fr: ' ; et ' };
const orWords: Record<Language, string> = { en: '; or ', fr: ' ; ou ' };

/** "At least 4 cash deposits, within 30 days — found: 3 (1 short)" */
function short(comparison: ExplainedComparison, wording: Wording): string {
  const { say, language } = wording.speech;
  const { measure: fact, operator, threshold, lacks, unit } = comparison;
  const words = comparison.words[language];
  if (lacks === undefined || unit === 'yes-no') return words;
  if (operator === 'equal' || operator === 'notEqual') return words;
  const difference = valueInWords(lacks, { fact, operator, value: threshold }, wording, {
    upTo: 4,
  });
  const isMore = operator === 'greaterThan' || operator === 'greaterThanInclusive';
  return isMore
    ? `${words} (${say(`${difference} short`, `il manque ${difference}`)})`
    : `${words} (${say(`${difference} too many`, `${difference} de trop`)})`;
}

const unwanted = ({ words }: ExplainedComparison, language: Language): string =>
  language === 'en' ? `not to be so: ${words.en}` : `à exclure : ${words.fr}`;

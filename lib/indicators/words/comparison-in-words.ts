import type { Comparison } from '../indicator.ts';
import type { Measure } from '../measure.ts';
import { unitOf } from '../unit.ts';
import { boundInWords, countInWords, told } from './bound-in-words.ts';
import { countedInWords } from './counted-in-words.ts';
import { type Quantity, quantityInWords } from './quantity-in-words.ts';
import type { Decimals, Speech } from './speech.ts';
import type { Wording } from './wording.ts';

type Bound = Pick<Comparison, 'operator' | 'value'>;

/**
 * One comparison of a document in words. Everything the measure asks for is told: two measures that
 * differ in anything are told differently.
 */
export function comparisonInWords(comparison: Comparison, wording: Wording): string {
  return statement(measureOf(comparison, wording), comparison, wording);
}

/** A number as the threshold of its comparison is written: "$1,000", "40%", "3 times". */
export function valueInWords(
  value: number,
  comparison: Comparison,
  wording: Wording,
  decimals?: Decimals,
): string {
  const measure = measureOf(comparison, wording);
  const { say, money, number, percent } = wording.speech;
  const unit = unitOf(measure, wording.measures);
  if (unit === 'money') return money(value, decimals);
  // A part of something is a percentage, a multiple of it says how many times.
  const isMultiple = 'share' in measure && unit === 'share' && comparison.value > 1;
  if (isMultiple || 'ratioToBaseline' in measure) {
    const times = number(value, decimals);
    return say(times === '1' ? '1 time' : `${times} times`, `${times} fois`);
  }
  return unit === 'share' ? percent(value, decimals) : number(value, decimals);
}

function measureOf({ fact }: Comparison, { measures }: Wording): Measure {
  const measure = measures[fact];
  if (!measure) throw new RangeError(`no measure ${fact}`);
  return measure;
}

function statement(measure: Measure, comparison: Comparison, wording: Wording): string {
  const { speech, measures } = wording;
  const counted = countedInWords(measure, wording);
  if (counted) {
    const { things, rest, different } = counted;
    return countInWords(comparison, things, speech, different) + rest;
  }
  const bound = boundInWords(
    comparison,
    valueInWords(comparison.value, comparison, wording),
    speech,
  );
  if ('share' in measure) return shareStatement(measure, { bound, comparison }, wording);
  const { the } = quantityInWords(measure, wording);
  return unitOf(measure, measures) === 'yes-no'
    ? yesOrNo(comparison, the, speech)
    : told(the, bound, speech);
}

function shareStatement(
  measure: Extract<Measure, { share: unknown }>,
  { bound, comparison }: { bound: string; comparison: Comparison },
  wording: Wording,
): string {
  const { speech, measures } = wording;
  const [part, whole] = [measure.share, measure.of].map((fact) =>
    quantityInWords(measureOf({ ...comparison, fact }, wording), wording),
  ) as [Quantity, Quantity];
  const { say } = speech;
  if (unitOf(measure, measures) !== 'share') {
    const quotient = say(
      `${part.the}, divided by ${whole.the}`,
      `${part.the}, divisé par ${whole.the}`,
    );
    return told(quotient, bound, speech);
  }
  const ofWhole = comparison.value <= 1 ? say(`of ${whole.the}`, whole.ofThe) : whole.the;
  return `${part.the}${say(': ', ' : ')}${bound} ${ofWhole}`;
}

/** Facts that are 1 or 0. */
function yesOrNo(bound: Bound, the: string, speech: Speech): string {
  const { operator, value } = bound;
  const { say, number, strong } = speech;
  if ((operator === 'equal' || operator === 'greaterThanInclusive') && value === 1) return the;
  if ((operator === 'equal' && value === 0) || (operator === 'lessThan' && value === 1)) {
    return `${strong(say('not', 'pas'))} ${say('so: ', 'le cas : ')}${the}`;
  }
  const what = say(`${the} (1 for yes, 0 for no)`, `${the} (1 pour oui, 0 pour non)`);
  return told(what, boundInWords(bound, number(value), speech), speech);
}

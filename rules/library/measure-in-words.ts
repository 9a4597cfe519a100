import type { Comparison } from '../../lib/indicators/indicator.ts';
import type { Measure } from '../../lib/indicators/measure.ts';
import { boundInWords, countInWords, told } from './bound-in-words.ts';
import { countedInWords } from './counted-in-words.ts';
import { type Quantity, quantityInWords, type Unit } from './quantity-in-words.ts';
import { capital, type Speech } from './speech.ts';
import type { Wording } from './wording.ts';

type Bound = Pick<Comparison, 'operator' | 'value'>;

/**
 * One comparison of a document in words. Everything the measure asks for is told: two measures that
 * differ in anything are told differently.
 */
export function comparisonInWords(comparison: Comparison, wording: Wording): string {
  const measure = wording.measures[comparison.fact];
  if (!measure) throw new RangeError(`no measure ${comparison.fact}`);
  return capital(statement(measure, comparison, wording));
}

function statement(measure: Measure, bound: Bound, wording: Wording): string {
  const { speech } = wording;
  const { say } = speech;
  const counted = countedInWords(measure, wording);
  if (counted) {
    const { things, rest, different } = counted;
    return countInWords(bound, things, speech, different) + rest;
  }
  if ('share' in measure) return shareStatement(measure, bound, wording);
  const { the, unit } = quantityInWords(measure, wording);
  if (unit === 'yes') return yesOrNo(bound, the, speech);
  if ('topShare' in measure) {
    return told(the, boundInWords(bound, speech.percent(bound.value), speech), speech);
  }
  if ('ratioToBaseline' in measure) {
    const times = say(`${speech.number(bound.value)} times`, `${speech.number(bound.value)} fois`);
    return told(the, boundInWords(bound, times, speech), speech);
  }
  return told(the, boundInWords(bound, written(bound.value, unit, speech), speech), speech);
}

const written = (value: number, unit: Unit, { money, number }: Speech): string =>
  unit === 'money' ? money(value) : number(value);

/** A part of something is a percentage, a multiple of it says how many times. */
function shareStatement(
  { share, of }: Extract<Measure, { share: unknown }>,
  bound: Bound,
  wording: Wording,
): string {
  const { speech, measures } = wording;
  const [part, whole] = [share, of].map((name) => {
    const measure = measures[name];
    if (!measure) throw new RangeError(`no measure ${name}`);
    return quantityInWords(measure, wording);
  }) as [Quantity, Quantity];
  const { say } = speech;
  if (part.unit !== whole.unit) {
    const unit = part.unit === 'money' ? 'money' : 'number';
    const number = boundInWords(bound, written(bound.value, unit, speech), speech);
    return told(
      say(`${part.the}, divided by ${whole.the}`, `${part.the}, divisé par ${whole.the}`),
      number,
      speech,
    );
  }
  if (bound.value <= 1) {
    const percent = boundInWords(bound, speech.percent(bound.value), speech);
    return say(
      `${part.the}: ${percent} of ${whole.the}`,
      `${part.the} : ${percent} ${whole.ofThe}`,
    );
  }
  const times = boundInWords(
    bound,
    say(`${speech.number(bound.value)} times`, `${speech.number(bound.value)} fois`),
    speech,
  );
  return `${part.the}${say(': ', ' : ')}${times} ${whole.the}`;
}

/** Facts that are 1 or 0. */
function yesOrNo(bound: Bound, the: string, speech: Speech): string {
  const { operator, value } = bound;
  const { say, number } = speech;
  if ((operator === 'equal' || operator === 'greaterThanInclusive') && value === 1) return the;
  if ((operator === 'equal' && value === 0) || (operator === 'lessThan' && value === 1)) {
    return say(`**not** so: ${the}`, `**pas** le cas : ${the}`);
  }
  const what = say(`${the} (1 for yes, 0 for no)`, `${the} (1 pour oui, 0 pour non)`);
  return told(what, boundInWords(bound, number(value), speech), speech);
}

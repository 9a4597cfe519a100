import type { Comparison } from '../indicator.ts';
import type { Speech, Things } from './speech.ts';

type Bound = Pick<Comparison, 'operator' | 'value'>;

/** "at least 40%" of a number that is already written. */
export function boundInWords(
  { operator }: Bound,
  written: string,
  { say, strong }: Speech,
): string {
  const words: Record<Comparison['operator'], string> = {
    greaterThanInclusive: say('at least', 'au moins'),
    greaterThan: say('more than', 'plus de'),
    lessThanInclusive: say('at most', 'au plus'),
    lessThan: say('less than', 'moins de'),
    equal: say('exactly', 'exactement'),
    notEqual: say('any number but', 'tout nombre sauf'),
  };
  return strong(`${words[operator]} ${written}`);
}

/** "at least 4 cash deposits", "no cash deposit"; `different` where values are told apart. */
export function countInWords(
  bound: Bound,
  things: Things,
  speech: Speech,
  different = false,
): string {
  const { operator, value } = bound;
  const { say, number, language, strong } = speech;
  const isNone =
    ((operator === 'equal' || operator === 'lessThanInclusive') && value === 0) ||
    (operator === 'lessThan' && value > 0 && value <= 1);
  if (isNone) {
    const no = say('no', things.feminine ? 'aucune' : 'aucun');
    return `${strong(no)} ${things.one}`;
  }
  const isOne = language === 'en' ? value === 1 : Math.abs(value) < 2;
  const noun = isOne ? things.one : things.many;
  const fewer = operator === 'lessThan' ? say('fewer than', 'moins de') : undefined;
  const counted = fewer
    ? strong(`${fewer} ${number(value)}`)
    : boundInWords(bound, number(value), speech);
  if (!different || isOne) return `${counted} ${noun}`;
  return say(
    `${counted} different ${noun}`,
    `${counted} ${noun} ${things.feminine ? 'différentes' : 'différents'}`,
  );
}

/** What must be so: "cash deposits within 30 days: at least $3,000 in total". */
export const told = (what: string, bound: string, { say }: Speech): string =>
  `${what}${say(': ', ' : ')}${bound}`;

import { minorDigits } from '../../money.ts';
import type { Language, Translated } from '../../translated.ts';
import type { PackageTransaction } from '../package.ts';
import { notStated } from '../transaction-words.ts';

/*
 * Exact sums of amounts as filed, per currency: whole numbers of the smallest unit in which any amount
 * of that currency was filed, at least its minor unit. Nothing is rounded.
 */

export type Total = { currency: string; units: bigint; digits: number };
export type Totals = ReadonlyMap<string, Total>;

export const noTotals: Totals = new Map();

/** @param amount decimal digits: "640.00". */
export function plus(totals: Totals, amount: string, currency: string): Totals {
  const [whole = '', fraction = ''] = amount.split('.');
  const known = totals.get(currency) ?? {
    currency,
    units: 0n,
    digits: /^[A-Z]{3}$/.test(currency) ? minorDigits(currency) : 0,
  };
  const digits = Math.max(known.digits, fraction.length);
  const units =
    known.units * 10n ** BigInt(digits - known.digits) +
    BigInt(whole + fraction.padEnd(digits, '0'));
  return new Map(totals).set(currency, { currency, units, digits });
}

/** In the order of currencies. */
export const sortedTotals = (totals: Totals): Total[] =>
  [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));

/** "1640.00". */
export function decimal({ units, digits }: Total): string {
  const written = units.toString().padStart(digits + 1, '0');
  return digits === 0 ? written : `${written.slice(0, -digits)}.${written.slice(-digits)}`;
}

/** "1,640.00" or "1 640,00": the digits as filed, none rounded. */
export function grouped(amount: string, language: Language): string {
  const [whole = '', fraction] = amount.split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? '\u00a0' : ',');
  return [separated, fraction].filter(Boolean).join(language === 'fr' ? ',' : '.');
}

/** "1,640.00 CAD"; in brackets that the currency was not stated. */
export const amountInWords = (amount: string, currency: string, language: Language): string =>
  `${grouped(amount, language)}\u00a0${isStated(currency) ? currency : unstated[language]}`;

/** Whether a report says it. */
export const isStated = (currency: string): boolean =>
  currency !== notStated.en && currency !== notStated.fr;

const unstated: Translated = {
  en: '(currency\u00a0not\u00a0stated)',
  fr: '(devise\u00a0non\u00a0précisée)',
};

/** "1,640.00 CAD; 20.00 USD"; a dash where there is nothing. */
export const totalsInWords = (totals: Totals, language: Language): string =>
  sortedTotals(totals)
    .map((total) => amountInWords(decimal(total), total.currency, language))
    .join('; ') || '–';

/** What transactions begin with: what was brought in, or taken from what was held. */
export function startTotals(transactions: readonly PackageTransaction[]): Totals {
  const starts = transactions.flatMap((transaction) => transaction.starts);
  return starts.reduce((sum, { amount, currency }) => plus(sum, amount, currency), noTotals);
}

import { minorDigits } from '../../money.ts';
import type { Language } from '../../translated.ts';
import type { PackageTransaction } from '../package.ts';

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

/** "1,640.00 CAD; 20.00 USD"; a dash where there is nothing. */
export const totalsInWords = (totals: Totals, language: Language): string =>
  sortedTotals(totals)
    .map((total) => `${grouped(decimal(total), language)}\u00a0${total.currency}`)
    .join('; ') || '–';

/** What transactions begin with: what was brought in, or taken from what was held. */
export function startTotals(transactions: readonly PackageTransaction[]): Totals {
  const starts = transactions.flatMap((transaction) => transaction.starts);
  return starts.reduce((sum, { amount, currency }) => plus(sum, amount, currency), noTotals);
}

import * as z from 'zod';

/** Integer minor units of an ISO 4217 currency: { currency: 'CAD', minor: 64000 } is $640.00. */
export const moneySchema = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  minor: z.int(),
});
export type Money = z.infer<typeof moneySchema>;

const withoutMinorUnits = [
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
];
const withThreeDigits = ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'];
const otherThanTwo = new Map([
  ...withoutMinorUnits.map((currency) => [currency, 0] as const),
  ...withThreeDigits.map((currency) => [currency, 3] as const),
]);

/** Digits after the decimal point in ISO 4217: 2 unless the currency is listed otherwise. */
export const minorDigits = (currency: string): number => otherThanTwo.get(currency) ?? 2;

/**
 * Exact minor units of a decimal string.
 *
 * @param amount digits with an optional fraction, "640.00"; trailing zeros beyond the currency's
 *   digits are allowed, other digits there are not.
 * @returns undefined when the amount has no exact value in minor units or is not a safe integer.
 */
export function parseMinor(amount: string, currency: string): number | undefined {
  if (!/^\d{1,17}(?:\.\d{1,10})?$/.test(amount)) return undefined;
  const digits = minorDigits(currency);
  const point = amount.indexOf('.');
  const whole = point < 0 ? amount : amount.slice(0, point);
  const fraction = point < 0 ? '' : amount.slice(point + 1);
  if (!isWholeIn(digits, fraction)) return undefined;
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/**
 * Whether a decimal string, such as `parseMinor` reads, asks for no smaller unit than its currency
 * has. It may still be too large for a safe integer.
 */
export const isInMinorUnits = (amount: string, currency: string): boolean =>
  isWholeIn(minorDigits(currency), amount.split('.')[1] ?? '');

const isWholeIn = (digits: number, fraction: string): boolean =>
  fraction.length <= digits || !/[1-9]/.test(fraction.slice(digits));

/**
 * Minor units of Canadian dollars, rounded half to even, for an amount and its exchange rate.
 *
 * @param rate decimal string, Canadian dollars per unit of `money.currency`: "1.3642".
 */
export function toCadMinor(money: Money, rate: string): number {
  const [whole = '0', fraction = ''] = rate.split('.');
  const scale = 10n ** BigInt(fraction.length + minorDigits(money.currency));
  const product = BigInt(money.minor) * BigInt(whole + fraction) * 100n;
  const doubled = 2n * (product % scale);
  const floor = product / scale;
  const up = doubled > scale || (doubled === scale && floor % 2n === 1n);
  return Number(up ? floor + 1n : floor);
}

/** "1234.50" for { currency: 'CAD', minor: 123450 }. */
export function formatMinor({ currency, minor }: Money): string {
  const digits = minorDigits(currency);
  const text = Math.abs(minor)
    .toString()
    .padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

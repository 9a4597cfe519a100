import { isInMinorUnits, parseMinor } from '../money.ts';
import type { Finding, FindingCode } from './findings.ts';
import type { FiledReport, Transaction } from './report.ts';

type Movement = Transaction['start'][number] | NonNullable<Transaction['complete']>[number];
type Movements = Pick<Transaction, 'start' | 'complete' | 'context'>;
/** Most is in order, so the pointer is only written for what is not. */
type Add = (code: FindingCode, pointer: () => string) => void;

/**
 * Whether every amount is positive and exact, names what it is an amount of, and what goes in comes
 * out. Official forms do not ask that amounts match one-to-one, so a difference is only a warning.
 */
export function checkMoney({ transactions, supporting }: FiledReport): Finding[] {
  const findings: Finding[] = [];
  const add: Add = (code, pointer) => findings.push({ pointer: pointer(), code });
  transactions.forEach((transaction, at) => {
    const pointer = () => `/transactions/${at}`;
    if (!transaction.attempted && !transaction.complete?.length) {
      add('completing-action-missing', () => `${pointer()}/complete`);
    }
    const before = findings.length;
    checkMovements(transaction, pointer, add);
    if (findings.length === before && !balances(transaction)) add('totals-differ', pointer);
  });
  supporting?.declined?.forEach((transaction, at) => {
    checkMovements(transaction, () => `/supporting/declined/${at}`, add);
  });
  supporting?.cardAuthorizations?.forEach(({ amount, currency }, at) => {
    checkAmount(amount, currency, () => `/supporting/cardAuthorizations/${at}/amount`, add);
  });
  return findings;
}

function checkMovements({ start, complete, context }: Movements, at: () => string, add: Add): void {
  start.forEach((action, index) => {
    checkMovement(action, () => `${at()}/start/${index}`, add);
  });
  complete?.forEach((action, index) => {
    const pointer = () => `${at()}/complete/${index}`;
    checkMovement(action, pointer, add);
    const { valueInCanadianDollars: value } = action;
    if (value !== undefined) {
      checkAmount(value, 'CAD', () => `${pointer()}/valueInCanadianDollars`, add);
    }
  });
  if (context?.fee !== undefined) {
    checkAmount(context.fee, feeCurrency(start), () => `${at()}/context/fee`, add);
  }
}

function checkMovement(movement: Movement, pointer: () => string, add: Add): void {
  const { amount, currency, virtualCurrency, exchangeRate } = movement;
  if (currency === undefined && virtualCurrency === undefined) add('currency-missing', pointer);
  if (currency !== undefined && virtualCurrency !== undefined) add('currency-ambiguous', pointer);
  if (exchangeRate !== undefined && isZero(exchangeRate)) {
    add('exchange-rate-not-positive', () => `${pointer()}/exchangeRate`);
  }
  checkAmount(amount, currency, () => `${pointer()}/amount`, add);
}

/** A quantity of a virtual currency has no minor units to be exact in. */
function checkAmount(
  amount: string,
  currency: string | undefined,
  pointer: () => string,
  add: Add,
): void {
  if (isZero(amount)) add('amount-not-positive', pointer);
  else if (currency !== undefined && parseMinor(amount, currency) === undefined) {
    add(isInMinorUnits(amount, currency) ? 'out-of-range' : 'amount-not-exact', pointer);
  }
}

const isZero = (decimal: string): boolean => !/[1-9]/.test(decimal);

const feeCurrency = (start: Transaction['start']): string => start[0]?.currency ?? 'CAD';

/**
 * Whether start and complete total the same. An exchange, a virtual currency, several currencies or
 * the stated fee explain a difference.
 */
function balances({ start, complete = [], context }: Movements): boolean {
  if (complete.length === 0) return true;
  const isMirrored = start.length === 1 && complete.length === 1;
  if (isMirrored && start[0]?.amount === complete[0]?.amount) return true;
  const currency = start[0]?.currency;
  const isPlain = (action: Movement) =>
    action.currency === currency && action.exchangeRate === undefined;
  if (currency === undefined || !start.every(isPlain) || !complete.every(isPlain)) return true;
  const difference = total(start, currency) - total(complete, currency);
  if (difference === 0) return true;
  const fee = context?.fee === undefined ? 0 : (parseMinor(context.fee, currency) ?? 0);
  return Math.abs(difference) === fee;
}

const total = (movements: readonly Movement[], currency: string): number =>
  movements.reduce((sum, { amount }) => sum + (parseMinor(amount, currency) ?? 0), 0);

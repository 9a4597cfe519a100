import { parseMinor } from '../money.ts';
import type { Finding, FindingCode } from './findings.ts';
import type { FiledReport, Transaction } from './report.ts';

type Movement = Transaction['start'][number] | NonNullable<Transaction['complete']>[number];
type Movements = Pick<Transaction, 'start' | 'complete' | 'context'>;

/**
 * Whether every amount is positive and exact, names what it is an amount of, and what goes in comes
 * out. Official forms do not ask that amounts match one-to-one, so a difference is only a warning.
 */
export function checkMoney({ transactions, supporting }: FiledReport): Finding[] {
  const findings: Finding[] = [];
  for (const [at, transaction] of transactions.entries()) {
    const pointer = `/transactions/${at}`;
    if (!transaction.attempted && !transaction.complete?.length) {
      findings.push({ pointer: `${pointer}/complete`, code: 'completing-action-missing' });
    }
    const amounts = checkMovements(transaction, pointer);
    findings.push(...amounts);
    if (amounts.length === 0 && !balances(transaction)) {
      findings.push({ pointer, code: 'totals-differ' });
    }
  }
  for (const [at, transaction] of (supporting?.declined ?? []).entries()) {
    findings.push(...checkMovements(transaction, `/supporting/declined/${at}`));
  }
  for (const [at, { amount, currency }] of (supporting?.cardAuthorizations ?? []).entries()) {
    const pointer = `/supporting/cardAuthorizations/${at}/amount`;
    findings.push(...checkAmount(amount, currency, pointer));
  }
  return findings;
}

function checkMovements({ start, complete = [], context }: Movements, at: string): Finding[] {
  const findings: Finding[] = [];
  for (const [index, action] of start.entries()) {
    findings.push(...checkMovement(action, `${at}/start/${index}`));
  }
  for (const [index, action] of complete.entries()) {
    const pointer = `${at}/complete/${index}`;
    findings.push(...checkMovement(action, pointer));
    if (action.valueInCanadianDollars !== undefined) {
      const value = action.valueInCanadianDollars;
      findings.push(...checkAmount(value, 'CAD', `${pointer}/valueInCanadianDollars`));
    }
  }
  if (context?.fee !== undefined) {
    const currency = feeCurrency(start);
    findings.push(...checkAmount(context.fee, currency, `${at}/context/fee`));
  }
  return findings;
}

function checkMovement(movement: Movement, pointer: string): Finding[] {
  const { amount, currency, virtualCurrency, exchangeRate } = movement;
  const findings: Finding[] = [];
  const add = (code: FindingCode, at = pointer) => findings.push({ pointer: at, code });
  if (currency === undefined && virtualCurrency === undefined) add('currency-missing');
  if (currency !== undefined && virtualCurrency !== undefined) add('currency-ambiguous');
  if (exchangeRate !== undefined && isZero(exchangeRate)) {
    add('exchange-rate-not-positive', `${pointer}/exchangeRate`);
  }
  return [...findings, ...checkAmount(amount, currency, `${pointer}/amount`)];
}

/** A quantity of a virtual currency has no minor units to be exact in. */
function checkAmount(amount: string, currency: string | undefined, pointer: string): Finding[] {
  if (isZero(amount)) return [{ pointer, code: 'amount-not-positive' }];
  if (currency !== undefined && parseMinor(amount, currency) === undefined) {
    return [{ pointer, code: 'amount-not-exact' }];
  }
  return [];
}

const isZero = (decimal: string): boolean => !/[1-9]/.test(decimal);

const feeCurrency = (start: Transaction['start']): string => start[0]?.currency ?? 'CAD';

/**
 * Whether start and complete total the same. An exchange, a virtual currency, several currencies or
 * the stated fee explain a difference.
 */
function balances({ start, complete = [], context }: Movements): boolean {
  if (complete.length === 0) return true;
  const actions = [...start, ...complete];
  const currencies = new Set(actions.map(({ currency }) => currency));
  const [currency] = currencies;
  const exchanged = actions.some(({ exchangeRate }) => exchangeRate !== undefined);
  if (currencies.size > 1 || currency === undefined || exchanged) return true;
  const difference = total(start, currency) - total(complete, currency);
  const fee = context?.fee === undefined ? 0 : (parseMinor(context.fee, currency) ?? 0);
  return difference === 0 || Math.abs(difference) === fee;
}

const total = (movements: readonly Movement[], currency: string): number =>
  movements.reduce((sum, { amount }) => sum + (parseMinor(amount, currency) ?? 0), 0);

import { type Money, parseMinor, toCadMinor } from '../money.ts';
import type { Transaction } from '../reports/report.ts';

export type StartAction = Transaction['start'][number];
export type CompleteAction = NonNullable<Transaction['complete']>[number];

/** What moved: the amount as reported, and Canadian minor units where the report gives a value. */
type Value = { amount: Money; cadMinor?: number };

/**
 * One way that value took: from a starting action to a completing action. `leaving` is the worth of
 * what the start gave up, `entering` of what the completion received; a side that another movement of
 * the transaction already tells is absent, so that nothing counts twice.
 */
export type Movement = {
  start: StartAction;
  complete?: CompleteAction;
  leaving?: Worth;
  entering?: Worth;
};

/** The action whose amount tells what something is worth. */
export type Worth = StartAction | CompleteAction;

/**
 * Pairs the starting with the completing actions of a transaction, whose numbers need not agree: one
 * by one when they do; one start that is split takes the amount of each part; several starts that
 * come together take the amount of each start; otherwise each action stands for its own side alone.
 */
export function movementsOf({ start, complete = [] }: Pick<Transaction, 'start' | 'complete'>) {
  if (complete.length === 0) return start.map(attempted);
  if (start.length === complete.length) return start.map((from, i) => pair(from, complete[i]));
  const [onlyStart] = start;
  const [onlyComplete] = complete;
  if (onlyStart && start.length === 1) {
    return complete.map((to): Movement => bothSides(onlyStart, to, to));
  }
  if (onlyComplete && complete.length === 1) {
    return start.map((from): Movement => bothSides(from, onlyComplete, from));
  }
  return [...start.map((from) => leavingOnly(from, complete)), ...enteringOnly(start, complete)];
}

/** Nothing was completed; what was offered tells the direction. */
const attempted = (start: StartAction): Movement => ({
  start,
  leaving: start,
  entering: start,
});

const bothSides = (start: StartAction, complete: CompleteAction, worth: Worth): Movement => ({
  start,
  complete,
  leaving: worth,
  entering: worth,
});

function pair(start: StartAction, complete: CompleteAction | undefined): Movement {
  if (!complete) return attempted(start);
  return { start, complete, leaving: start, entering: complete };
}

function leavingOnly(start: StartAction, complete: readonly CompleteAction[]): Movement {
  const [to] = complete;
  return { start, ...(to && { complete: to }), leaving: start };
}

const enteringOnly = (start: readonly StartAction[], complete: readonly CompleteAction[]) =>
  complete.flatMap((to): Movement[] =>
    start[0] ? [{ start: start[0], complete: to, entering: to }] : [],
  );

/**
 * The amount in minor units. A quantity of a virtual currency has none: it stands as its Canadian
 * value, or as nothing in the currency code for "no currency", XXX.
 */
export function worthOf(action: Worth): Value {
  const { currency, exchangeRate } = action;
  const stated =
    'valueInCanadianDollars' in action && action.valueInCanadianDollars !== undefined
      ? parseMinor(action.valueInCanadianDollars, 'CAD')
      : undefined;
  const minor = currency && parseMinor(action.amount, currency);
  if (currency === undefined || minor === undefined) {
    if (stated === undefined) return { amount: { currency: 'XXX', minor: 0 } };
    return { amount: { currency: 'CAD', minor: stated }, cadMinor: stated };
  }
  const amount: Money = { currency, minor: Number(minor) };
  if (currency === 'CAD') return { amount, cadMinor: amount.minor };
  if (stated !== undefined) return { amount, cadMinor: stated };
  return exchangeRate === undefined
    ? { amount }
    : { amount, cadMinor: toCadMinor(amount, exchangeRate) };
}

import type { DisclosurePackage, PackageTransaction } from '../package.ts';
import { isStated, noTotals, plus, type Total } from './totals.ts';

/**
 * Where money comes from or goes to, as far as the package says it: an account before whoever holds
 * it; else the parties; else payers, who are counted and not named; else only the manner is known.
 */
export type Place =
  | { kind: 'account' | 'party'; labels: readonly string[] }
  | { kind: 'payers' }
  | { kind: 'manner'; manner: string };

/** All money in one currency that went from one place to another. */
export type Flow = {
  from: Place;
  to: Place;
  total: Total;
  transactions: readonly string[];
};

/**
 * Who paid whom how much: one flow for each pair of places and currency, the largest first within a
 * currency. Only transactions that were completed move money. The amount is the one that arrived; where
 * a report does not say where it went, the one that was brought in. Each amount counts once.
 */
export function moneyFlows({ transactions }: Pick<DisclosurePackage, 'transactions'>): Flow[] {
  const movements = transactions.flatMap(movementsOf);
  const pairs = Map.groupBy(movements, ({ from, to, currency }) =>
    JSON.stringify([from, to, currency]),
  );
  return [...pairs.values()].flatMap(flowOf).sort(byCurrencyAndSize);
}

function flowOf(movements: readonly Movement[]): Flow[] {
  const sum = movements.reduce(
    (totals, { amount, currency }) => plus(totals, amount, currency),
    noTotals,
  );
  const [total] = sum.values();
  const [any] = movements;
  if (!any || !total) return [];
  const transactions = [...new Set(movements.map(({ transaction }) => transaction))];
  return [{ from: any.from, to: any.to, total, transactions }];
}

type Movement = {
  transaction: string;
  from: Place;
  to: Place;
  amount: string;
  currency: string;
};

function movementsOf(transaction: PackageTransaction): Movement[] {
  const { label, status, starts, completions } = transaction;
  if (status === 'attempted') return [];
  const from = sourceOf(transaction);
  if (completions.length === 0) {
    return starts.map(({ amount, currency, manner }) => ({
      transaction: label,
      from,
      to: { kind: 'manner', manner },
      amount,
      currency,
    }));
  }
  return completions.map(({ amount, currency, account, beneficiaries, manner }) => ({
    transaction: label,
    from,
    to: account
      ? { kind: 'account', labels: [account] }
      : beneficiaries.length > 0
        ? { kind: 'party', labels: beneficiaries }
        : { kind: 'manner', manner },
    amount,
    currency: currencyOf(currency, starts),
  }));
}

/** A report may leave out the currency of what arrives when it is that of what was brought in. */
function currencyOf(currency: string, starts: PackageTransaction['starts']): string {
  const [brought, ...others] = new Set(starts.map((start) => start.currency));
  return isStated(currency) || others.length > 0 ? currency : (brought ?? currency);
}

/** Several starts of one transaction are one place: nobody says which of them paid for what. */
function sourceOf({ starts, payers }: PackageTransaction): Place {
  const accounts = labelsIn(starts.map(({ account }) => account));
  if (accounts.length > 0) return { kind: 'account', labels: accounts };
  const parties = labelsIn(
    starts.flatMap(({ conductors }) => conductors.map(({ party }) => party)),
  );
  if (parties.length > 0) return { kind: 'party', labels: parties };
  if (payers > 0) return { kind: 'payers' };
  return { kind: 'manner', manner: starts[0]?.manner ?? '' };
}

const labelsIn = (labels: readonly (string | undefined)[]): string[] => [
  ...new Set(labels.filter((label) => label !== undefined)),
];

function byCurrencyAndSize(a: Flow, b: Flow): number {
  if (a.total.currency !== b.total.currency) return a.total.currency < b.total.currency ? -1 : 1;
  const digits = Math.max(a.total.digits, b.total.digits);
  const difference = scaled(b.total, digits) - scaled(a.total, digits);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

const scaled = ({ units, digits }: Total, to: number): bigint => units * 10n ** BigInt(to - digits);

import type { LedgerKey } from '../identifiers.ts';
import { dayMilliseconds } from '../time.ts';
import type { Link } from './assessment.ts';
import { transferLimits } from './link-limits.ts';
import {
  namedOften,
  type Payment,
  type Payments,
  paymentsWith,
  totalCadMinor,
} from './payments.ts';

/** One end of a possible link: who it is, by which keys payments name it, and its own payments. */
export type End = { subject: LedgerKey; names: ReadonlySet<LedgerKey>; payments: Payments };

/**
 * The link that one-sided payments make from a payer to a payee.
 *
 * Both ends must tell of it: the payer's ledger decides whether the payments are many or most of what
 * left, and the payee's ledger must name the payer more than once. So whoever looks from either end
 * finds the same link, one-time payers never join anybody, and nobody is joined to a stranger by what
 * a single account claims.
 *
 * @returns undefined where there is no such link.
 */
export function transferLink(payer: End, payee: End): Link | undefined {
  if (payer.subject === payee.subject) return undefined;
  const { seenByEach } = transferLimits;
  if (!namesOneOf(payer.payments.out, payee.names, seenByEach)) return undefined;
  if (!namesOneOf(payee.payments.in, payer.names, seenByEach)) return undefined;

  const paid = paymentsWith(payer.payments.out, payee.names);
  const returned = paymentsWith(payer.payments.in, payee.names);
  if (!isOneSided(paid, returned)) return undefined;
  if (!isFrequent(paid) && !isDominant(paid, payer.payments.outflowCadMinor)) return undefined;
  return {
    a: payer.subject,
    b: payee.subject,
    reason: 'transfers',
    transfers: { count: paid.length, totalCadMinor: totalCadMinor(paid) },
  };
}

const namesOneOf = (
  payments: readonly Payment[],
  names: ReadonlySet<LedgerKey>,
  times: number,
): boolean => [...namedOften(payments, times)].some((key) => names.has(key));

/** Where no value is known, any payment back counts. */
const isOneSided = (paid: readonly Payment[], returned: readonly Payment[]): boolean =>
  returned.length === 0 ||
  totalCadMinor(returned) < transferLimits.returnedBelow * totalCadMinor(paid);

function isFrequent(paid: readonly Payment[]): boolean {
  const { payments, withinDays } = transferLimits.frequent;
  return paid.some((last, index) => {
    const first = paid[index - payments + 1];
    return first !== undefined && last.at - first.at < withinDays * dayMilliseconds;
  });
}

function isDominant(paid: readonly Payment[], outflowCadMinor: number): boolean {
  const { payments, shareOfOutflow } = transferLimits.dominant;
  return (
    paid.length >= payments &&
    outflowCadMinor > 0 &&
    totalCadMinor(paid) >= shareOfOutflow * outflowCadMinor
  );
}

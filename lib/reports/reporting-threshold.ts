import { parseMinor } from '../money.ts';
import { dayMilliseconds, instant } from '../time.ts';
import type { FiledReport, Transaction } from './report.ts';

/** C$10,000.00 in minor units: SOR/2002-184 s. 1(2) and Part 3. */
const thresholdCadMinor = 1_000_000;

type ThresholdReport = FiledReport & { reportType: keyof typeof countedBy };
type Movement = Transaction['start'][number] | NonNullable<Transaction['complete']>[number];
/** What a transaction counts for. */
type Counted = { at: number; cadMinor: number; parties: string[] };

/**
 * Whether a threshold report holds a transaction of C$10,000 or more of its kind; or several that the
 * 24-hour rule counts as one: within 24 consecutive hours, with the same conductor, on behalf of the
 * same party or for the same beneficiary. What was only attempted does not count.
 *
 * An amount whose value in Canadian dollars the report does not tell is taken to reach it: nothing is
 * refused for what is not known.
 */
export function reachesThreshold(report: ThresholdReport): boolean {
  const counted: Counted[] = [];
  for (const transaction of report.transactions) {
    if (transaction.attempted) continue;
    const cadMinor = countedBy[report.reportType](transaction);
    if (cadMinor === undefined || cadMinor >= thresholdCadMinor) return true;
    const parties = partiesOf(transaction, report.accounts);
    counted.push({ at: instant(transaction.at), cadMinor, parties });
  }
  return reachesTogether(counted);
}

const countedBy = {
  LCTR: ({ start }) => sumOf(start.filter((action) => isReceived(action, 'cash'))),
  LVCTR: ({ start }) => sumOf(start.filter((action) => isReceived(action, 'virtual_currency'))),
  EFTR: ({ start, complete = [] }) =>
    larger(
      sumOf(start.filter((action) => isReceived(action, 'international_transfer'))),
      sumOf(complete.filter(({ disposition }) => disposition === 'outgoing_international')),
    ),
  CDR: ({ complete = [] }) => sumOf(complete),
} satisfies Record<string, (transaction: Transaction) => number | undefined>;

const isReceived = (action: Transaction['start'][number], kind: string): boolean =>
  action.direction === 'in' && action.kind === kind;

/** Undefined when one of them is not known. */
function sumOf(movements: readonly Movement[]): number | undefined {
  let sum = 0;
  for (const movement of movements) {
    const cadMinor = cadMinorOf(movement);
    if (cadMinor === undefined) return undefined;
    sum += cadMinor;
  }
  return sum;
}

const larger = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : Math.max(one, other);

function cadMinorOf(movement: Movement): number | undefined {
  const { amount, currency, exchangeRate } = movement;
  if (currency === 'CAD') return parseMinor(amount, currency);
  if ('valueInCanadianDollars' in movement && movement.valueInCanadianDollars !== undefined) {
    return parseMinor(movement.valueInCanadianDollars, 'CAD');
  }
  return exchangeRate === undefined ? undefined : productInCents(amount, exchangeRate);
}

/** Whole cents of two decimals' product; what is left over is dropped. */
function productInCents(amount: string, rate: string): number {
  const [a, b] = [amount, rate].map((decimal) => {
    const [whole = '0', fraction = ''] = decimal.split('.');
    return { digits: BigInt(whole + fraction), places: fraction.length };
  }) as [Decimal, Decimal];
  return Number((a.digits * b.digits * 100n) / 10n ** BigInt(a.places + b.places));
}
type Decimal = { digits: bigint; places: number };

/** Who it is of in each way that the 24-hour rule knows. Of an account its holders are the beneficiaries. */
function partiesOf(
  { start, complete = [] }: Transaction,
  accounts: FiledReport['accounts'] = [],
): string[] {
  const conductors = start.flatMap((action) => action.conductors ?? []);
  const held = new Set(complete.flatMap(({ account }) => account ?? []));
  const beneficiaries = [
    ...complete.flatMap((action) => (action.beneficiaries ?? []).map(({ party }) => party)),
    ...accounts.filter(({ ref }) => held.has(ref)).flatMap(({ holders }) => holders),
  ];
  const principals = conductors.flatMap(({ onBehalfOf = [] }) => onBehalfOf);
  return [
    ...new Set([
      ...conductors.map(({ party }) => `conductor ${party}`),
      ...principals.map(({ party }) => `principal ${party}`),
      ...beneficiaries.map((party) => `beneficiary ${party}`),
    ]),
  ];
}

function reachesTogether(counted: readonly Counted[]): boolean {
  const windows = new Map<string, { within: Counted[]; first: number; sum: number }>();
  for (const one of [...counted].sort((a, b) => a.at - b.at)) {
    for (const party of one.parties) {
      const window = windows.get(party) ?? { within: [], first: 0, sum: 0 };
      windows.set(party, window);
      window.within.push(one);
      window.sum += one.cadMinor;
      for (;;) {
        const oldest = window.within[window.first];
        if (!oldest || one.at - oldest.at < dayMilliseconds) break;
        window.sum -= oldest.cadMinor;
        window.first += 1;
      }
      if (window.sum >= thresholdCadMinor) return true;
    }
  }
  return false;
}

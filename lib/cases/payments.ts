import type { LedgerKey } from '../identifiers.ts';
import { compareEntries, type Entry, type EntryKind } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { perContribution } from '../ledger/per-contribution.ts';
import { instant } from '../time.ts';

/** A payment between people as one ledger shows it. */
export type Payment = {
  /** Milliseconds since 1970. */
  at: number;
  /** Canadian minor units; 0 where the report gives no value. */
  cadMinor: number;
  /** Every key by which the other side can be recognized. */
  other: readonly LedgerKey[];
};

/** How money goes from one person to another. Wages, benefits and purchases never join people. */
const betweenPeople: ReadonlySet<EntryKind> = new Set([
  'emt',
  'wire_dom',
  'wire_intl',
  'cheque',
  'draft',
  'money_order',
]);

/** The payments of one subject, each list in the order of time. */
export type Payments = {
  out: readonly Payment[];
  in: readonly Payment[];
  /** Canadian minor units of everything that left the subject's own accounts, whatever its kind. */
  outflowCadMinor: number;
};

/**
 * Cash counts where a third person brings it: for whoever stood at the counter it is a payment to the
 * holder of the account, for the holder one from that person.
 */
export function paymentsOf(ledger: Ledger): Payments {
  const told = [...ledger.contributions.values()].map(toldBy);
  const payments = told.flatMap((one) => one.payments).sort(compareEntries);
  const own = payments.filter(isHolders);
  const brought = payments.filter(({ role }) => role === 'conductor').filter(isCashIn);
  return {
    out: [...own.filter(({ direction }) => direction === 'out').filter(isBetweenPeople), ...brought]
      .map(toPayment)
      .sort((a, b) => a.at - b.at),
    in: [
      ...own
        .filter(({ direction }) => direction === 'in')
        .filter(isBetweenPeople)
        .map(toPayment),
      ...own.filter(isCashIn).flatMap(fromConductor),
    ].sort((a, b) => a.at - b.at),
    outflowCadMinor: told.reduce((sum, { outflowCadMinor }) => sum + outflowCadMinor, 0),
  };
}

/** Most entries are purchases: only what counts is kept, and put in order with the others. */
const toldBy = perContribution(({ entries }) => {
  const done = entries.filter(({ attempted }) => !attempted);
  return {
    payments: done.filter((entry) => isBetweenPeople(entry) || isCashIn(entry)),
    outflowCadMinor: done
      .filter(isHolders)
      .filter(({ direction, kind }) => direction === 'out' && kind !== 'internal')
      .reduce((sum, { cadMinor = 0 }) => sum + cadMinor, 0),
  };
});

const isHolders = ({ role }: Entry): boolean => role === 'holder';

/** A merchant's code says that it was a purchase, whatever the rails. */
const isBetweenPeople = ({ kind, mcc }: Entry): boolean => betweenPeople.has(kind) && !mcc;

const isCashIn = ({ kind, direction }: Entry): boolean => kind === 'cash' && direction === 'in';

const toPayment = ({ at, cadMinor = 0, counterparty }: Entry): Payment => ({
  at: instant(at),
  cadMinor,
  other: counterparty ? [...new Set([counterparty.key, ...counterparty.keys])] : [],
});

const fromConductor = ({ at, cadMinor = 0, conductor, conductorKey }: Entry): Payment[] =>
  conductor === 'other' && conductorKey
    ? [{ at: instant(at), cadMinor, other: [conductorKey] }]
    : [];

/** The keys that at least `times` payments name. */
export function namedOften(payments: readonly Payment[], times: number): Set<LedgerKey> {
  const counts = new Map<LedgerKey, number>();
  for (const key of payments.flatMap(({ other }) => other)) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([key, count]) => (count >= times ? [key] : [])));
}

export const paymentsWith = (
  payments: readonly Payment[],
  names: ReadonlySet<LedgerKey>,
): Payment[] => payments.filter(({ other }) => other.some((key) => names.has(key)));

export const totalCadMinor = (payments: readonly Payment[]): number =>
  payments.reduce((sum, { cadMinor }) => sum + cadMinor, 0);

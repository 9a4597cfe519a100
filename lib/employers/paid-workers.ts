import { personsAmong } from '../cases/persons.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Match } from '../indicators/match.ts';
import { employerOf, isOwnPay } from '../ledger/employers.ts';
import { type Entry, entryName, referredName } from '../ledger/entry.ts';
import { entriesInOrder } from '../ledger/ledger.ts';
import { isPay } from '../ledger/user-details.ts';
import { dayMilliseconds, instant } from '../time.ts';
import { type EmployerFacts, ledgerOf } from './employer-facts.ts';

/** Somebody whom the employer pays, with the money of her own. */
export type PaidWorker = {
  subject: LedgerKey;
  /** The same for subjects that are one person. */
  person: LedgerKey;
  /** All entries, in the order of time. */
  entries: readonly Entry[];
  /** Those of them by which the employer pays her. */
  pays: readonly Entry[];
};

/** The workers with the pay that their ledgers tell of, by key. */
export function paidWorkers(facts: EmployerFacts): PaidWorker[] {
  const workers = [...facts.workers.subjects].sort().flatMap((subject) => {
    const entries = entriesInOrder(ledgerOf(subject, facts));
    const pays = entries.filter((entry) => isOwnPay(entry) && employerOf(entry) === facts.employer);
    return pays.length > 0 ? [{ subject, entries, pays }] : [];
  });
  const personOf = personsOf(facts, workers);
  return workers.map((worker) => ({ ...worker, person: personOf(worker.subject) }));
}

/**
 * One person may be several subjects: a client of two banks, by their shared document or name and
 * birth date; and joint holders of an account stand for one worker, since each of their ledgers tells
 * of the same pay.
 */
export function personsOf(
  { assessments }: EmployerFacts,
  workers: readonly { subject: LedgerKey; pays: readonly Entry[] }[],
): (subject: LedgerKey) => LedgerKey {
  const links = [...new Set(assessments.values())].flatMap((one) => one.links);
  const holders = Map.groupBy(
    workers.flatMap(({ subject, pays }) => pays.map((pay) => ({ subject, name: entryName(pay) }))),
    ({ name }) => name,
  );
  const joint = [...holders.values()].flatMap(([first, ...rest]) =>
    rest.map(({ subject }) => ({
      a: first?.subject ?? subject,
      b: subject,
      reason: 'shared-identity' as const,
    })),
  );
  const subjects = [
    ...workers.map(({ subject }) => subject),
    ...links.flatMap(({ a, b }) => [a, b]),
  ];
  return personsAmong([...new Set(subjects)].sort(), [...links, ...joint]).personOf;
}

/** A sign of how wages are treated shows within so many days of the last pay. */
const signsLastDays = 90;

/**
 * Whether a worker's match is about this employer's pay: it rests on one of these pays, or rests on
 * no pay at all and holds while the worker is paid or soon after.
 */
export function concerns(match: Match, { entries, pays }: PaidWorker): boolean {
  const evidence = new Set(match.evidence.map(referredName));
  const rests = (entry: Entry) => evidence.has(entryName(entry));
  if (entries.filter(isPay).some(rests)) return pays.some(rests);
  const [first, last] = [pays[0], pays.at(-1)];
  return (
    first !== undefined &&
    last !== undefined &&
    instant(match.until) >= instant(first.at) &&
    instant(match.from) <= instant(last.at) + signsLastDays * dayMilliseconds
  );
}

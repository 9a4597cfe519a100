import { accountKey } from '../ledger/recognition-keys.ts';
import type { Account } from '../reports/report.ts';
import type { Cast } from './cast.ts';
import {
  type Evidence,
  type EvidenceReport,
  type EvidenceTransaction,
  identityOf,
  nameOf,
} from './evidence.ts';

/** The names that things have within one package: P1, A1, T1, R1… undefined for what is not in it. */
export type Labels = {
  party(who: string): string | undefined;
  partyRef(on: EvidenceReport, ref: string): string | undefined;
  account(on: EvidenceReport, ref: string | undefined): string | undefined;
  /** By the name of `transactionName`. */
  transaction(name: string): string | undefined;
  report(on: EvidenceReport): string | undefined;
  /** Each account once, in the order of its label, with the report that first names it. */
  accounts: readonly { label: string; on: EvidenceReport; account: Account }[];
};

/** Labels everything in the order of time. An account that only payers hold is not in the package. */
export function labelsOf(evidence: Evidence, cast: Cast): Labels {
  const parties = numbered(
    'P',
    cast.members.map(({ who }) => who),
  );
  const transactions = numbered('T', evidence.transactions.map(nameOf));
  const reports = numbered('R', evidence.reports);
  const accounts = accountsOf(evidence).filter(({ on, account }) =>
    account.holders.some((holder) => !cast.payers.has(identityOf(on, holder))),
  );
  const accountLabels = numbered(
    'A',
    accounts.map(({ account }) => accountKey(account)),
  );
  return {
    party: (who) => parties.get(who),
    partyRef: (on, ref) => parties.get(identityOf(on, ref)),
    account: (on, ref) => {
      const account = on.index.account(ref);
      return account && accountLabels.get(accountKey(account));
    },
    transaction: (name) => transactions.get(name),
    report: (on) => reports.get(on),
    accounts: accounts.map(({ on, account }, index) => ({ label: `A${index + 1}`, on, account })),
  };
}

function accountsOf({ transactions }: Evidence): { on: EvidenceReport; account: Account }[] {
  const found = new Map<string, { on: EvidenceReport; account: Account }>();
  for (const { on, account } of transactions.flatMap(accountsIn)) {
    const key = accountKey(account);
    if (!found.has(key)) found.set(key, { on, account });
  }
  return [...found.values()];
}

const accountsIn = ({ on, transaction }: EvidenceTransaction) =>
  [...transaction.start, ...(transaction.complete ?? [])].flatMap(({ account: ref }) => {
    const account = on.index.account(ref);
    return account ? [{ on, account }] : [];
  });

const numbered = <T>(letter: string, things: readonly T[]): Map<T, string> =>
  new Map(things.map((thing, index) => [thing, `${letter}${index + 1}`]));

/** Labels of one letter in the order of their numbers, each once. */
export const sortedLabels = (labels: Iterable<string>): string[] =>
  [...new Set(labels)].sort((a, b) => numberOf(a) - numberOf(b));

/** "T1–T3, T7" for T7, T1, T3 and T2. */
export function labelRanges(labels: Iterable<string>): string {
  const runs: { first: string; last: string }[] = [];
  for (const label of sortedLabels(labels)) {
    const run = runs.at(-1);
    if (run && numberOf(label) === numberOf(run.last) + 1) run.last = label;
    else runs.push({ first: label, last: label });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}–${last}`)).join(', ');
}

const numberOf = (label: string): number => Number(label.slice(1));

import type { LedgerKey } from '../identifiers.ts';
import type { Account, FiledReport, Party, Supporting } from '../reports/report.ts';
import { type LinkUse, linkUses } from './link-keys.ts';
import { resolveSubject } from './resolve-subject.ts';

/** A report with its references resolved: who is which subject, who holds which account. */
export type ReportIndex = {
  entity: string;
  report: FiledReport;
  supporting: Supporting;
  party(ref: string | undefined): Party | undefined;
  account(ref: string | undefined): Account | undefined;
  subjectOf(ref: string | undefined): LedgerKey | undefined;
  accountsOf(ref: string): readonly Account[];
  /** The subjects that hold an account, each once, sorted. */
  holdersOf(account: Account | undefined): readonly LedgerKey[];
  linksOf(party: Party): readonly LinkUse[];
  /** The words for what two parties are to each other, whichever of them comes first. */
  relationsBetween(a: string, b: string): readonly string[];
};

/** References that do not resolve were refused when the report was validated. */
export function indexReport(report: FiledReport, entity: string): ReportIndex {
  const supporting = report.supporting ?? {};
  const parties = new Map(report.parties.map((party) => [party.ref, party]));
  const accounts = new Map((report.accounts ?? []).map((account) => [account.ref, account]));
  const held = grouped(
    [...accounts.values()].flatMap((account) =>
      account.holders.map((ref) => [ref, account] as const),
    ),
  );
  const conducted = grouped(
    report.transactions.flatMap(({ at, start: starts }) =>
      starts.flatMap((start) =>
        (start.conductors ?? []).map(
          (conductor) => [conductor.party, { at, start, conductor }] as const,
        ),
      ),
    ),
  );
  const received = grouped(
    report.transactions.flatMap(({ at, complete: completes = [] }) =>
      completes.flatMap((complete) =>
        (complete.beneficiaries ?? []).map(
          (beneficiary) => [beneficiary.party, { at, complete, beneficiary }] as const,
        ),
      ),
    ),
  );
  const relations = grouped(
    relationsOf(report).map(
      ({ from, to, kind }) => [JSON.stringify([from, to].sort()), kind] as const,
    ),
  );
  const accountsOf = (ref: string) => held.get(ref) ?? [];
  const subjectOf = onFirstUse((ref: string) => {
    const party = parties.get(ref);
    return party && resolveSubject(party, { entity, held: accountsOf(ref) });
  });
  const linksOf = onFirstUse((ref: string) => {
    const party = parties.get(ref);
    if (!party) return [];
    const acts = { conducted: conducted.get(ref) ?? [], received: received.get(ref) ?? [] };
    return linkUses({ entity, party, accounts: accountsOf(ref), supporting, ...acts });
  });
  return {
    entity,
    report,
    supporting,
    party: (ref) => (ref === undefined ? undefined : parties.get(ref)),
    account: (ref) => (ref === undefined ? undefined : accounts.get(ref)),
    subjectOf: (ref) => (ref === undefined ? undefined : subjectOf(ref)),
    accountsOf,
    holdersOf: (account) =>
      sortedOnce((account?.holders ?? []).flatMap((ref) => subjectOf(ref) ?? [])),
    linksOf: ({ ref }) => linksOf(ref),
    relationsBetween: (a, b) => relations.get(JSON.stringify([a, b].sort())) ?? [],
  };
}

/** From the supporting records, and from instructions given on somebody's behalf. */
function relationsOf({ transactions, supporting }: FiledReport) {
  const instructed = transactions
    .flatMap(({ start }) => start.flatMap(({ conductors = [] }) => conductors))
    .flatMap(({ party, onBehalfOf = [] }) =>
      onBehalfOf.map((behalf) => ({ from: party, to: behalf.party, kind: behalf.relationship })),
    )
    .flatMap(({ kind, ...pair }) => (kind ? [{ ...pair, kind }] : []));
  return [...(supporting?.relationships ?? []), ...instructed];
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [name, item] of pairs) {
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** A party may be named by thousands of transactions; what is known of it is worked out once. */
function onFirstUse<T>(compute: (ref: string) => T): (ref: string) => T {
  const known = new Map<string, { value: T }>();
  return (ref) => {
    const found = known.get(ref) ?? { value: compute(ref) };
    known.set(ref, found);
    return found.value;
  };
}

export const sortedOnce = <T extends string>(items: Iterable<T>): T[] => [...new Set(items)].sort();

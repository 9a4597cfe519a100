import type { LedgerKey } from '../identifiers.ts';
import type { Account, FiledReport, Party, Supporting } from '../reports/report.ts';
import { bestKey } from './best-key.ts';
import { type LinkUse, linkUses, usesShown } from './link-keys.ts';
import { onFirstUse } from './on-first-use.ts';
import { type Tie, tiesIn } from './party-tie.ts';
import { accountKey, deviceKey, handleKey, nameKey, nameOf } from './recognition-keys.ts';
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
  holdersOf(account: Account): readonly LedgerKey[];
  accountKey(account: Account): LedgerKey;
  linksOf(party: Party): readonly LinkUse[];
  deviceKey(device: string): LedgerKey;
  recognized(party: Party): Recognized;
  tieBetween(own: Party, other: Party): Tie | undefined;
};

/** By what a party, which may be no subject, is known. */
type Recognized = {
  name: string | undefined;
  /** Every key it can be recognized by, sorted, each once. */
  keys: readonly LedgerKey[];
  /** The key that stands for it. */
  key: LedgerKey | undefined;
};

/** References that do not resolve were refused when the report was validated. */
export function indexReport(report: FiledReport, entity: string): ReportIndex {
  const supporting = report.supporting ?? {};
  const parties = new Map(report.parties.map((party) => [party.ref, party]));
  const accounts = new Map((report.accounts ?? []).map((account) => [account.ref, account]));
  const held = new Map<string, Account[]>();
  for (const account of accounts.values()) {
    for (const ref of account.holders) addTo(held, ref, account);
  }
  const relations = relationsIn(report);
  const relationsBetween = (a: string, b: string) =>
    relations.size === 0 ? [] : (relations.get(pairName(a, b)) ?? []);
  const accountsOf = (ref: string) => held.get(ref) ?? [];
  const subjectOf = onFirstUse((ref: string) => {
    const party = parties.get(ref);
    return party && resolveSubject(party, { entity, held: accountsOf(ref) });
  });
  const deviceKeyOf = onFirstUse((device: string) => deviceKey(device, entity));
  const shown = usesShown(report.transactions, deviceKeyOf);
  const linksOf = onFirstUse((party: Party) =>
    linkUses({
      party,
      accounts: accountsOf(party.ref),
      supporting,
      shown: shown.get(party.ref) ?? [],
      deviceKey: deviceKeyOf,
    }),
  );
  const recognized = onFirstUse((party: Party): Recognized => {
    const all = linksOf(party).map(({ key }) => key);
    const subject = subjectOf(party.ref);
    const name = nameOf(party);
    if (subject) all.push(subject);
    if (party.alias) all.push(handleKey(party.alias));
    if (name) all.push(nameKey(name));
    const keys = sortedOnce(all);
    return { name, keys, key: bestKey(keys) };
  });
  return {
    entity,
    report,
    supporting,
    party: (ref) => (ref === undefined ? undefined : parties.get(ref)),
    account: (ref) => (ref === undefined ? undefined : accounts.get(ref)),
    subjectOf: (ref) => (ref === undefined ? undefined : subjectOf(ref)),
    accountsOf,
    accountKey: onFirstUse(accountKey),
    holdersOf: onFirstUse(({ holders }) =>
      sortedOnce(holders.flatMap((ref) => subjectOf(ref) ?? [])),
    ),
    linksOf,
    deviceKey: deviceKeyOf,
    recognized,
    tieBetween: tiesIn({ accountsOf, relationsBetween }),
  };
}

/** From the supporting records, and from instructions given on somebody's behalf. */
function relationsIn({ transactions, supporting }: FiledReport): Map<string, string[]> {
  const relations = new Map<string, string[]>();
  for (const { from, to, kind } of supporting?.relationships ?? []) {
    addTo(relations, pairName(from, to), kind);
  }
  for (const { start: starts } of transactions) {
    for (const { conductors } of starts) {
      for (const { party, onBehalfOf } of conductors ?? []) {
        for (const { party: other, relationship } of onBehalfOf ?? []) {
          if (relationship) addTo(relations, pairName(party, other), relationship);
        }
      }
    }
  }
  return relations;
}

const pairName = (a: string, b: string): string => JSON.stringify([a, b].sort());

function addTo<T>(groups: Map<string, T[]>, name: string, item: T): void {
  const group = groups.get(name);
  if (group) group.push(item);
  else groups.set(name, [item]);
}

export const sortedOnce = <T extends string>(items: readonly T[]): T[] =>
  items.length < 2 ? [...items] : [...new Set(items)].sort();

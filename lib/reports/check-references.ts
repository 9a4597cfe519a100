import type { Finding } from './findings.ts';
import { refsOf } from './refs-of.ts';
import type { FiledReport } from './report.ts';

/**
 * Whether every ref names something in the report, each name is used once, and no party or account
 * is there without a reason.
 */
export function checkReferences(report: FiledReport): Finding[] {
  const { parties, accounts = [], transactions, supporting } = report;
  const known = {
    party: new Set(parties.map(({ ref }) => ref)),
    account: new Set(accounts.map(({ ref }) => ref)),
    transaction: new Set(transactions.map(({ ref }) => ref)),
  };
  const used = { party: new Set<string>(), account: new Set<string>(), transaction: new Set() };
  const findings: Finding[] = [
    ...duplicated('/parties', parties),
    ...duplicated('/accounts', accounts),
    ...duplicated('/transactions', transactions),
    ...duplicated('/supporting/declined', supporting?.declined ?? []),
  ];
  for (const { kind, ref, pointer } of refsOf(report)) {
    used[kind].add(ref);
    if (!known[kind].has(ref)) findings.push({ pointer, code: 'ref-unresolved' });
  }
  for (const [at, { ref }] of parties.entries()) {
    if (!used.party.has(ref)) findings.push({ pointer: `/parties/${at}`, code: 'party-unused' });
  }
  for (const [at, { ref }] of accounts.entries()) {
    if (!used.account.has(ref)) {
      findings.push({ pointer: `/accounts/${at}`, code: 'account-unused' });
    }
  }
  return findings;
}

function duplicated(list: string, named: ReadonlyArray<{ ref: string }>): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [at, { ref }] of named.entries()) {
    if (seen.has(ref)) findings.push({ pointer: `${list}/${at}/ref`, code: 'ref-duplicated' });
    seen.add(ref);
  }
  return findings;
}

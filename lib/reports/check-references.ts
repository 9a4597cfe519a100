import type { Finding } from './findings.ts';
import type { FiledReport } from './report.ts';
import { visitRefs } from './visit-refs.ts';

/**
 * Whether every ref names something in the report, each name is used once, and no party or account
 * is there without a reason.
 */
export function checkReferences(report: FiledReport): Finding[] {
  const { parties, accounts = [], transactions, supporting } = report;
  const findings: Finding[] = [];
  const refsIn = (list: string, named: readonly Named[]): Set<string> => {
    const refs = new Set(named.map(({ ref }) => ref));
    if (refs.size < named.length) findings.push(...duplicated(list, named));
    return refs;
  };
  const known = {
    party: refsIn('/parties', parties),
    account: refsIn('/accounts', accounts),
    transaction: refsIn('/transactions', transactions),
  };
  refsIn('/supporting/declined', supporting?.declined ?? []);
  const used = { party: new Set<string>(), account: new Set<string>(), transaction: new Set() };
  visitRefs(report, (kind, ref, pointer) => {
    used[kind].add(ref);
    if (!known[kind].has(ref)) findings.push({ pointer: pointer(), code: 'ref-unresolved' });
  });
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

type Named = { ref: string };

function duplicated(list: string, named: readonly Named[]): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [at, { ref }] of named.entries()) {
    if (seen.has(ref)) findings.push({ pointer: `${list}/${at}/ref`, code: 'ref-duplicated' });
    seen.add(ref);
  }
  return findings;
}

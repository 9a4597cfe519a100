import type { LedgerKey, ReportKey } from '../identifiers.ts';
import { foldText } from '../ledger/fold-text.ts';
import { emailKey, nameOf } from '../ledger/recognition-keys.ts';
import type { ReportIndex } from '../ledger/report-index.ts';
import type { FiledReport, Party } from '../reports/report.ts';

type Indexed = { key: ReportKey; report: FiledReport; index: ReportIndex };

/**
 * Adds to each report who its parties are across the reports:
 *
 * - a subject is that subject;
 * - a person without one, known by a full name and an e-mail address, is the only subject that has
 *   both, or else everybody with the same two. A name alone may belong to several people, and so may
 *   an address: whoever exploits often reads the mail of the exploited;
 * - an organization is known by its name, as merchants are;
 * - anybody else is known from this report only.
 */
export function withIdentities<T extends Indexed>(
  reports: readonly T[],
): (T & { identities: ReadonlyMap<string, string> })[] {
  const subjects = subjectsByNameAndEmail(reports);
  return reports.map((on) => ({
    ...on,
    identities: new Map(on.report.parties.map((party) => [party.ref, identify(on, party)])),
  }));

  function identify({ key, index, report }: T, party: Party): string {
    const subject = index.subjectOf(party.ref);
    if (subject) return subject;
    if (party.kind === 'entity' && party.name) {
      return JSON.stringify(['entity', foldText(party.name)]);
    }
    const known = [...emailsOf(report, party)].flatMap((email) => nameAndEmail(party, email) ?? []);
    const theirs = new Set(known.flatMap((name) => [...(subjects.get(name) ?? [])]));
    const [only, ...others] = theirs;
    if (only && others.length === 0) return only;
    const [first] = known.sort();
    return theirs.size === 0 && first
      ? first
      : JSON.stringify([key.entity, key.reference, party.ref]);
  }
}

function subjectsByNameAndEmail(reports: readonly Indexed[]): Map<string, Set<LedgerKey>> {
  const found = new Map<string, Set<LedgerKey>>();
  for (const { report, index } of reports) {
    for (const party of report.parties) {
      const subject = index.subjectOf(party.ref);
      if (!subject) continue;
      for (const email of emailsOf(report, party)) {
        const name = nameAndEmail(party, email);
        if (name) found.set(name, (found.get(name) ?? new Set()).add(subject));
      }
    }
  }
  return found;
}

/** Undefined for an organization and for somebody without both a given name and a surname. */
function nameAndEmail(party: Party, email: LedgerKey): string | undefined {
  if (party.kind !== 'person' || !party.given || !party.surname) return undefined;
  return JSON.stringify(['person', foldText(nameOf(party) ?? ''), email]);
}

/** Of the party itself, and of the transfers that it sends or receives under it. */
function emailsOf({ transactions }: FiledReport, { ref, email }: Party): Set<LedgerKey> {
  const acting = transactions.flatMap(({ start, complete = [] }) => [
    ...start.flatMap(({ conductors = [] }) => conductors),
    ...complete.flatMap(({ beneficiaries = [] }) => beneficiaries),
  ]);
  const addresses = [email, ...acting.filter(({ party }) => party === ref).map((act) => act.email)];
  return new Set(addresses.flatMap((address) => (address && emailKey(address)) || []));
}

import type { CaseId, LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { contributionName, type Ledger } from '../ledger/ledger.ts';
import type { AssessedSubject, Assessment, Link } from './assessment.ts';
import type { Case } from './case.ts';
import type { KnownLedgers } from './known-ledgers.ts';
import { namesOf } from './neighbours.ts';
import { paymentsOf } from './payments.ts';
import { type EvidenceName, type Exclusion, evidenceName } from './standing-decisions.ts';
import { transferLink } from './transfer-link.ts';

/** What people decided, as far as it shapes the assessment of one case. */
export type HeededDecisions = {
  /** By entity, report and transaction, each once. */
  excluded: readonly EvidenceName[];
  /** What a person said of a subject; the machine says no more of it. */
  roles: ReadonlyMap<LedgerKey, Pick<AssessedSubject, 'role' | 'setBy'>>;
  heeds: NonNullable<Assessment['heeds']>;
};

export const nothingHeeded: HeededDecisions = { excluded: [], roles: new Map(), heeds: [] };

/**
 * The decisions that an assessment under the name of a case heeds: what was excluded in that case and
 * in those that people merged into it, and whatever role anybody set for one of its subjects.
 *
 * @param cases all that are known of its subjects.
 */
export function heededDecisions(
  caseId: CaseId,
  cases: readonly Case[],
  subjects: readonly LedgerKey[],
): HeededDecisions {
  const decided = cases.filter(({ standing }) => standing !== undefined);
  if (decided.length === 0) return nothingHeeded;
  const own = decided.filter((one) => isUnder(one, caseId, cases));
  const roles = rolesSet(decided, new Set(subjects));
  const heeded = decided.filter(
    (one) =>
      own.includes(one) || [...roles.values()].some(({ setBy }) => setBy?.caseId === one.caseId),
  );
  return {
    excluded: eachOnce(own.flatMap(({ standing }) => standing?.excluded ?? [])),
    roles,
    heeds: heeded
      .map(({ caseId: id, standing }) => ({ caseId: id, sequence: standing?.sequence ?? 1 }))
      .sort((a, b) => (a.caseId < b.caseId ? -1 : 1)),
  };
}

/** Whether a case is the named one, or was merged into it by people, through however many others. */
function isUnder(one: Case, caseId: CaseId, cases: readonly Case[]): boolean {
  const passed = new Set<CaseId>();
  for (let at: Case | undefined = one; at && !passed.has(at.caseId); ) {
    if (at.caseId === caseId) return true;
    passed.add(at.caseId);
    const into: CaseId | undefined =
      at.status === 'merged' && at.byHand ? at.mergedInto : undefined;
    at = cases.find((other) => other.caseId === into);
  }
  return false;
}

/** Of several decisions about one subject the last, by its moment, then by its case. */
function rolesSet(cases: readonly Case[], subjects: ReadonlySet<LedgerKey>) {
  const inOrder = cases
    .flatMap(({ caseId, standing }) => (standing?.roles ?? []).map((one) => ({ caseId, ...one })))
    .filter(({ subject }) => subjects.has(subject))
    .sort((a, b) => (`${a.at} ${a.caseId}` < `${b.at} ${b.caseId}` ? -1 : 1));
  return new Map(
    inOrder.map(({ subject, role, caseId, sequence }) => [
      subject,
      { role, setBy: { caseId, sequence } },
    ]),
  );
}

const eachOnce = (exclusions: readonly Exclusion[]): EvidenceName[] =>
  [
    ...new Map(
      exclusions.map(({ entity, reference, transaction }) => {
        const name = { entity, reference, transaction };
        return [evidenceName(name), name] as const;
      }),
    ),
  ]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, name]) => name);

/** A ledger as if the excluded transactions had never been; itself where it holds none of them. */
export function withoutExcluded(ledger: Ledger, excluded: readonly EvidenceName[]): Ledger {
  const names = new Set(excluded.map(evidenceName));
  const touched = [...new Set(excluded.map(contributionName))].flatMap((name) => {
    const contribution = ledger.contributions.get(name);
    const without = contribution && withoutTransactions(contribution, names);
    return without && without !== contribution ? [[name, without] as const] : [];
  });
  if (touched.length === 0) return ledger;
  return { ...ledger, contributions: new Map([...ledger.contributions, ...touched]) };
}

function withoutTransactions(contribution: Contribution, names: ReadonlySet<string>): Contribution {
  const { entity, reference } = contribution.report;
  const entries = contribution.entries.filter(
    ({ transaction }) => !names.has(evidenceName({ entity, reference, transaction })),
  );
  return entries.length === contribution.entries.length
    ? contribution
    : { ...contribution, entries };
}

/**
 * Links as they are without the excluded transactions. Who belongs together is not changed by an
 * exclusion, that takes a split; but no payment that counts for nothing is told.
 */
export function linksWithoutExcluded(
  links: readonly Link[],
  excluded: readonly EvidenceName[],
  known: KnownLedgers,
): Link[] {
  if (excluded.length === 0) return [...links];
  const endOf = (subject: LedgerKey) => ({
    subject,
    names: namesOf(subject, known),
    payments: paymentsOf(withoutExcluded(known.ledger(subject), excluded)),
  });
  return links.flatMap((link) =>
    link.reason === 'transfers' ? (transferLink(endOf(link.a), endOf(link.b)) ?? []) : link,
  );
}

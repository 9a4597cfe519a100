import type { Assessment } from '../cases/assessment.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Evaluation } from '../indicators/match.ts';
import { employerOf } from '../ledger/employers.ts';
import type { Entry } from '../ledger/entry.ts';
import { emptyLedger, entriesInOrder, type Ledger } from '../ledger/ledger.ts';
import { isPay } from '../ledger/user-details.ts';

/** Everything that an employer is judged by. */
export type EmployerFacts = {
  employer: LedgerKey;
  /** Whom it pays; `known` counts them all. */
  workers: { subjects: readonly LedgerKey[]; known: number };
  /** Whom it pays for others. */
  collectors: readonly LedgerKey[];
  /** Its own subjects, where it is a client of some institution. */
  own: readonly LedgerKey[];
  /** Of all of them, and of whoever is linked to a worker by payments. */
  ledgers: ReadonlyMap<LedgerKey, Ledger>;
  /** What each was found to be, alone or in its case; a subject nobody judged yet has nothing. */
  evaluations: ReadonlyMap<LedgerKey, Evaluation>;
  assessments: ReadonlyMap<LedgerKey, Assessment>;
};

export const ledgerOf = (subject: LedgerKey, { ledgers }: EmployerFacts): Ledger =>
  ledgers.get(subject) ?? emptyLedger(subject);

/** Every entry by which this employer pays into somebody's account, for whomever. */
export const payIn = (subject: LedgerKey, facts: EmployerFacts): Entry[] =>
  entriesInOrder(ledgerOf(subject, facts)).filter(
    (entry) => isPay(entry) && employerOf(entry) === facts.employer,
  );

/**
 * What a subject was found to show: in its case, with what only several ledgers show. A group without
 * matches has no assessment.
 */
export function findingsOf(
  subject: LedgerKey,
  { assessments, evaluations }: EmployerFacts,
): Pick<Evaluation, 'matches' | 'notEvaluable' | 'explanations'> {
  const assessment = assessments.get(subject);
  if (assessment) {
    const own = <T extends { subject: LedgerKey }>(all: readonly T[]) =>
      all.filter((one) => one.subject === subject);
    return {
      matches: own(assessment.matches),
      notEvaluable: own(assessment.notEvaluable),
      explanations: own(assessment.explanations),
    };
  }
  const { notEvaluable = [], explanations = [] } = evaluations.get(subject) ?? {};
  return { matches: [], notEvaluable, explanations };
}

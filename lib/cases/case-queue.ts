import type { UserId } from '../identifiers.ts';
import type { TypologyId } from '../indicators/indicator.ts';
import { compareInstants, compareText } from '../ledger/compare-instants.ts';
import type { Case } from './case.ts';

/** How pressing a case is, most pressing first. */
export const priorities = ['same-day', 'priority', 'review'] as const;
export type Priority = (typeof priorities)[number];

/** A case that an agency has asked about goes before others. */
export function priorityOf({
  sameDay,
  informedBy,
  outcome,
}: Pick<Case, 'sameDay' | 'informedBy' | 'outcome'>): Priority {
  if (sameDay) return 'same-day';
  return informedBy ? 'priority' : outcome;
}

/** In what order a list of cases is told: by priority and then by age, or by age alone. */
export const queueOrders = ['pressing', 'oldest', 'newest'] as const;
type QueueOrder = (typeof queueOrders)[number];

/** Which cases to list, and from where on. */
export type CaseQuery = {
  status?: Case['status'] | undefined;
  priority?: Priority | undefined;
  typology?: TypologyId | undefined;
  /** Further cases are left out; the same for all pages. */
  isWanted?: ((theCase: Case) => boolean) | undefined;
  /** RFC 3339: those raised before. */
  raisedBefore?: string | undefined;
  claimedBy?: UserId | undefined;
  sort?: QueueOrder | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Whether a case is among those asked for, apart from its status, priority and age. */
export const isWanted = (
  theCase: Case,
  {
    typology,
    claimedBy,
    isWanted: isAskedFor,
  }: Pick<CaseQuery, 'typology' | 'claimedBy' | 'isWanted'>,
): boolean =>
  (typology === undefined || theCase.typology === typology) &&
  (claimedBy === undefined || ('claimedBy' in theCase && theCase.claimedBy === claimedBy)) &&
  (isAskedFor === undefined || isAskedFor(theCase));

/** The age of a case: it was raised, then its name, so that the order is total. */
export const compareAges = (a: Case, b: Case): number =>
  compareInstants(a.raisedAt, b.raisedAt) || compareText(a.caseId, b.caseId);

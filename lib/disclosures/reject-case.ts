import type { Case, RejectedCase } from '../cases/case.ts';
import type { FactPorts } from '../cases/frozen-facts.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import { currentFacts } from './current-facts.ts';
import type { Disclosures } from './disclosures.ts';
import { readSubmitted } from './read-submitted.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';
import { withdraw } from './withdraw.ts';

/**
 * Decides not to disclose, which is recorded like a disclosure. What was submitted is withdrawn. It
 * takes two people as well: nobody buries a case alone. The facts are frozen, so that it can be told
 * when there is more to the case than there was, or less.
 */
export const rejectCase = (
  ports: DecisionPorts & FactPorts & { disclosures: Disclosures },
  request: {
    caseId: CaseId;
    actor: UserId;
    revision: number;
    reason: string;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> =>
  takeDecision(ports, { ...request, kind: 'reject' }, async (theCase, at) => {
    const next = reject(theCase, request.actor, at);
    const facts = await currentFacts(ports, theCase);
    return theCase.status === 'submitted'
      ? { next, facts, disclosures: withdraw(await readSubmitted(ports, theCase), at) }
      : { next, facts };
  });

/** @throws DomainError second-person-required when the actor is the one who claimed it. */
function reject(theCase: Case, actor: UserId, at: string): RejectedCase {
  if (theCase.status !== 'claimed' && theCase.status !== 'submitted') {
    throw new DomainError('case-not-in-that-state', theCase.caseId);
  }
  if (theCase.claimedBy === actor) {
    throw new DomainError('second-person-required', theCase.caseId);
  }
  const { caseId, revision, decisions, typology, outcome, raisedAt, assessmentDigest } = theCase;
  const { gateHolds, claimedBy, openedAt } = theCase;
  return {
    ...{ caseId, revision, decisions, typology, outcome, raisedAt, assessmentDigest, gateHolds },
    ...{ claimedBy, openedAt },
    status: 'rejected',
    rejectedBy: actor,
    rejectedAt: at,
  };
}

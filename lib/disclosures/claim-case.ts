import type { ApprovedCase, Case, ClaimedCase } from '../cases/case.ts';
import type { FactPorts } from '../cases/frozen-facts.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import { currentFacts } from './current-facts.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

/**
 * Takes an open case up and freezes the facts that whoever takes it up reads, so that later changes can
 * be told. Asked again by whoever holds it, it answers with the first claim.
 */
export const claimCase = (
  ports: DecisionPorts & FactPorts,
  request: {
    caseId: CaseId;
    actor: UserId;
    reason?: string | undefined;
    requestKey?: string | undefined;
    /**
     * Whatever case it is, the key of the request may claim one only; what the actor holds already by
     * another request is refused as claimed.
     */
    once?: boolean;
  },
): Promise<DecisionTaken> =>
  takeDecision(
    ports,
    { ...request, kind: 'claim', reason: request.reason ?? 'Claimed' },
    async (theCase, at) => {
      const next = claim(theCase, request.actor, at);
      if (next !== theCase) return { next, facts: await currentFacts(ports, theCase) };
      // Held by the same person already, by another request than this one.
      if (request.once) throw new DomainError('claimed-by-another', request.caseId);
      return undefined;
    },
  );

/**
 * @returns the same case when the actor holds it already.
 * @throws DomainError claimed-by-another; case-not-in-that-state when it is not open.
 */
function claim(theCase: Case, actor: UserId, at: string): Case {
  if (theCase.status === 'claimed') {
    if (theCase.claimedBy === actor) return theCase;
    throw new DomainError('claimed-by-another', theCase.caseId);
  }
  if (theCase.status !== 'open') throw new DomainError('case-not-in-that-state', theCase.caseId);
  return { ...theCase, status: 'claimed', claimedBy: actor, openedAt: at } satisfies ClaimedCase;
}

/**
 * The case, if the actor holds it.
 *
 * @throws DomainError claimed-by-another; case-not-in-that-state when nobody has claimed it.
 */
export function heldBy(theCase: Case, actor: UserId): ClaimedCase {
  if (theCase.status !== 'claimed') {
    throw new DomainError('case-not-in-that-state', theCase.caseId);
  }
  if (theCase.claimedBy !== actor) throw new DomainError('claimed-by-another', theCase.caseId);
  return theCase;
}

/**
 * The case, if the actor may correct what is said of its facts: only whoever holds it, until it is
 * approved; from then on any analyst, as any can amend. An amendment would otherwise repeat what was wrong,
 * and whoever held the case may have left.
 *
 * @throws DomainError claimed-by-another; case-not-in-that-state when nobody holds it, it waits for its
 *   second person or was rejected.
 */
export const correctableBy = (theCase: Case, actor: UserId): ClaimedCase | ApprovedCase =>
  theCase.status === 'approved' ? theCase : heldBy(theCase, actor);

import type { Case, RejectedCase } from '../cases/case.ts';
import type { FactPorts } from '../cases/frozen-facts.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import { localDate } from '../time.ts';
import { currentFacts } from './current-facts.ts';
import type { Disclosures } from './disclosures.ts';
import { type ConsideredRecipient, notDisclosed } from './not-disclosed.ts';
import { readSubmitted } from './read-submitted.ts';
import type { RoutingTables } from './recipient.ts';
import { backToAuthor } from './return-case.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';
import { withdraw } from './withdraw.ts';

/**
 * Decides not to disclose, which is recorded like a disclosure: one record for each recipient that was
 * considered, with its legal test and a reason. What was submitted is withdrawn. It
 * takes two people as well: nobody buries a case alone. The facts are frozen, so that it can be told
 * when there is more to the case than there was, or less.
 */
export const rejectCase = (
  ports: DecisionPorts & FactPorts & { disclosures: Disclosures; routingTables: RoutingTables },
  {
    considered,
    ...request
  }: {
    caseId: CaseId;
    actor: UserId;
    revision: number;
    reason: string;
    /** Whom the approver considered, with the test and a reason for each. */
    considered?: readonly ConsideredRecipient[] | undefined;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> =>
  takeDecision(
    ports,
    { ...request, kind: 'reject', further: { considered } },
    async (theCase, at) => {
      const next = reject(theCase, request.actor, at);
      const facts = await currentFacts(ports, theCase);
      const submitted = theCase.status === 'submitted' ? await readSubmitted(ports, theCase) : [];
      const table = await ports.routingTables.active();
      const { reason } = request;
      const records = notDisclosed(table, { considered, submitted, reason, day: localDate(at) });
      return {
        next,
        facts,
        details: { notDisclosed: records },
        ...(submitted.length > 0 && { disclosures: withdraw(submitted, at) }),
      };
    },
  );

/** @throws DomainError second-person-required when the actor is the one who claimed it. */
function reject(theCase: Case, actor: UserId, at: string): RejectedCase {
  if (theCase.status !== 'claimed' && theCase.status !== 'submitted') {
    throw new DomainError('case-not-in-that-state', theCase.caseId);
  }
  if (theCase.claimedBy === actor) {
    throw new DomainError('second-person-required', theCase.caseId);
  }
  const held = theCase.status === 'submitted' ? backToAuthor(theCase) : theCase;
  return {
    ...held,
    status: 'rejected',
    rejectedBy: actor,
    rejectedAt: at,
  };
}

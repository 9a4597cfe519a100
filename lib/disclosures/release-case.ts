import type { ClaimedCase, OpenCase } from '../cases/case.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import { heldBy } from './claim-case.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

/** Puts a claimed case back for others. Only whoever holds it can. */
export const releaseCase = (
  ports: DecisionPorts,
  request: {
    caseId: CaseId;
    actor: UserId;
    reason?: string | undefined;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> =>
  takeDecision(
    ports,
    { ...request, kind: 'release', reason: request.reason ?? 'Released' },
    (theCase) => ({ next: release(heldBy(theCase, request.actor)) }),
  );

function release({ claimedBy: _, openedAt: __, ...common }: ClaimedCase): OpenCase {
  return { ...common, status: 'open' };
}

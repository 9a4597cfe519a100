import { DomainError } from '../errors.ts';
import type { CaseId, RecipientId, UserId } from '../identifiers.ts';
import { localDate } from '../time.ts';
import { type RoutingTables, recipientOn } from './recipient.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

/**
 * Records that somebody was called about a case, at once and beside any package: where a child or a
 * life may be in danger nobody waits for a report.
 *
 * @throws DomainError no-recipient when nobody of that name may receive anything on that day;
 *   case-not-in-that-state when the case lapsed or was merged into another.
 * @see disclosure notes 10: minor or imminent danger, same-day call to police
 */
export const escalateCase = (
  ports: DecisionPorts & { routingTables: RoutingTables },
  {
    called,
    calledAt,
    ...request
  }: {
    caseId: CaseId;
    actor: UserId;
    called: RecipientId;
    calledAt: string;
    reason: string;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> =>
  takeDecision(
    ports,
    { ...request, kind: 'escalate', asked: { escalation: { called, calledAt } } },
    async (theCase, at) => {
      if (theCase.status === 'lapsed' || theCase.status === 'merged') {
        throw new DomainError('case-not-in-that-state', theCase.caseId);
      }
      const table = await ports.routingTables.active();
      if (!recipientOn(table, called, localDate(at))) throw new DomainError('no-recipient', called);
      return {
        next: { ...theCase, escalated: { sequence: theCase.decisions + 1, calledAt } },
        details: { escalation: { called, calledAt } },
      };
    },
  );

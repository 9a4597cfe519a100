import type { Role } from '../cases/assessment.ts';
import { standingAfter } from '../cases/standing-decisions.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, LedgerKey, UserId } from '../identifiers.ts';
import { correctableBy } from './claim-case.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

/**
 * Says what a subject of a case looks like, instead of what the machine proposes. From then on the
 * machine proposes nothing about this subject, in whatever case it is. Whoever holds the case can; once
 * it was approved any analyst, and what has left is then due to be amended.
 *
 * @throws DomainError subject-not-found when it is no subject of the case; claimed-by-another;
 *   case-not-in-that-state.
 */
export const setRole = (
  ports: DecisionPorts,
  {
    subject,
    role,
    ...request
  }: {
    caseId: CaseId;
    actor: UserId;
    revision: number;
    subject: LedgerKey;
    role: Role;
    reason: string;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> =>
  takeDecision(
    ports,
    { ...request, kind: 'set-role', asked: { role: { subject, became: role } } },
    async (theCase, at) => {
      const held = correctableBy(theCase, request.actor);
      const assessment = await ports.cases.assessment(request.caseId);
      const assessed = assessment?.subjects.find((one) => one.subject === subject);
      if (!assessed) throw new DomainError('subject-not-found', request.caseId);
      const sequence = theCase.decisions + 1;
      const others = (held.standing?.roles ?? []).filter((one) => one.subject !== subject);
      const roles = [...others, { subject, role, sequence, at }];
      return {
        next: { ...held, standing: standingAfter(held, sequence, { roles }) },
        details: { role: { subject, was: assessed.role, became: role } },
        bind: [subject],
        reassemble: [subject],
      };
    },
  );

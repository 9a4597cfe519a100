import type { DataRequest } from '../cases/decision-details.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

/**
 * Records that a reporting entity should be asked for data that is missing from its reports. Nothing is
 * sent: the request stands in a list, and a person who passes it on tells the entity which fields are
 * missing in which reports, and nothing of why.
 *
 * @throws DomainError case-not-in-that-state when the case lapsed or was merged into another.
 */
export const requestData = (
  ports: DecisionPorts,
  {
    dataRequest,
    ...request
  }: {
    caseId: CaseId;
    actor: UserId;
    dataRequest: DataRequest;
    reason: string;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> =>
  takeDecision(ports, { ...request, kind: 'request-data', asked: { dataRequest } }, (theCase) => {
    if (theCase.status === 'lapsed' || theCase.status === 'merged') {
      throw new DomainError('case-not-in-that-state', theCase.caseId);
    }
    return { next: theCase, details: { dataRequest } };
  });

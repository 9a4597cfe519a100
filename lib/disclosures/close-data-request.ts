import type { Decision } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

type Outcome = NonNullable<Decision['dataRequestClosed']>['outcome'];

/**
 * Records what came of asking a reporting entity for data: the request is done from then on, whatever
 * became of its case. What was asked for stays as it was recorded.
 *
 * @param request the sequence of the decision by which the data was asked for.
 * @throws DomainError data-request-not-found; data-request-closed when somebody closed it before.
 */
export const closeDataRequest = (
  ports: DecisionPorts,
  {
    request: sequence,
    outcome,
    ...request
  }: {
    caseId: CaseId;
    request: number;
    actor: UserId;
    outcome: Outcome;
    reason: string;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> => {
  const dataRequestClosed = { request: sequence, outcome };
  const decision = {
    ...request,
    kind: 'close-data-request' as const,
    asked: { dataRequestClosed },
  };
  return takeDecision(ports, decision, async (theCase) => {
    const about = `${theCase.caseId}/${sequence}`;
    const decisions = await ports.cases.decisions(theCase.caseId);
    const asked = decisions.find((one) => one.sequence === sequence);
    if (!asked?.dataRequest) throw new DomainError('data-request-not-found', about);
    if (decisions.some((one) => one.dataRequestClosed?.request === sequence)) {
      throw new DomainError('data-request-closed', about);
    }
    return { next: theCase, details: { dataRequestClosed } };
  });
};

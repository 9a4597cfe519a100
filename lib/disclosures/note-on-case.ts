import type { CaseId, UserId } from '../identifiers.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

/** Adds a note to a case in any state. It changes nothing else and never leaves with a package. */
export const noteOnCase = (
  ports: DecisionPorts,
  {
    text,
    ...request
  }: { caseId: CaseId; actor: UserId; text: string; requestKey?: string | undefined },
): Promise<DecisionTaken> =>
  takeDecision(ports, { ...request, kind: 'note', reason: text }, (theCase) => ({ next: theCase }));

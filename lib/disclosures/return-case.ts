import type { Case, ClaimedCase } from '../cases/case.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import type { Disclosures } from './disclosures.ts';
import { readSubmitted } from './read-submitted.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';
import { withdraw } from './withdraw.ts';

/** Sends a submission back to its author. Its packages are withdrawn and will never leave. */
export const returnCase = (
  ports: DecisionPorts & { disclosures: Disclosures },
  request: {
    caseId: CaseId;
    actor: UserId;
    revision: number;
    reason: string;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> =>
  takeDecision(ports, { ...request, kind: 'return' }, async (theCase, at) => {
    const next = backToAuthor(theCase);
    return { next, disclosures: withdraw(await readSubmitted(ports, theCase), at) };
  });

/** The case as its author held it before she submitted it. */
export function backToAuthor(theCase: Case): ClaimedCase {
  if (theCase.status !== 'submitted') {
    throw new DomainError('case-not-in-that-state', theCase.caseId);
  }
  const {
    author: _,
    groundsReachedAt: __,
    disclosures: ___,
    recipients: _____,
    submittedDigest: ____,
    ...rest
  } = theCase;
  return { ...rest, status: 'claimed' };
}

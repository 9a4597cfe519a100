import type {
  DecisionRecorded,
  DisclosureApproved,
  SubjectEvaluated,
} from '../../events/messages.ts';
import type { Decision } from '../cases/case.ts';
import type { OutgoingMessage } from '../cases/cases.ts';
import { type DisclosureId, digest, type LedgerKey } from '../identifiers.ts';

/* The messages that follow from decisions. */

export function decisionRecorded({ caseId, sequence }: Decision): OutgoingMessage {
  const message: DecisionRecorded = { type: 'decision-recorded', caseId, sequence };
  return { queue: 'audit', body: JSON.stringify(message) };
}

/** @param afterTries how often it could not leave before. */
export function disclosureApproved(
  disclosureId: DisclosureId,
  afterTries?: number,
): OutgoingMessage {
  const message: DisclosureApproved = {
    type: 'disclosure-approved',
    disclosureId,
    ...(afterTries !== undefined && { afterTries }),
  };
  return { queue: 'dispatch', body: JSON.stringify(message) };
}

/**
 * What people decided changes the assessments of these subjects. Each is sent under the name of the
 * decision, so that a repetition is no second message while the queue remembers.
 */
export const assemblyDue = (
  { caseId, sequence }: Decision,
  subjects: readonly LedgerKey[],
): OutgoingMessage[] =>
  [...new Set(subjects)].sort().map((subject) => {
    const message: SubjectEvaluated = { type: 'subject-evaluated', subject };
    const once = digest(JSON.stringify([caseId, sequence, subject]));
    return { queue: 'disclosure', body: JSON.stringify(message), group: subject, once };
  });

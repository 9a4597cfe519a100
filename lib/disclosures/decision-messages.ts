import type { DecisionRecorded, DisclosureApproved } from '../../events/messages.ts';
import type { Decision } from '../cases/case.ts';
import type { OutgoingMessage } from '../cases/cases.ts';
import type { DisclosureId } from '../identifiers.ts';

/* The messages that follow from decisions. */

export function decisionRecorded({ caseId, sequence }: Decision): OutgoingMessage {
  const message: DecisionRecorded = { type: 'decision-recorded', caseId, sequence };
  return { queue: 'audit', body: JSON.stringify(message) };
}

export function disclosureApproved(disclosureId: DisclosureId): OutgoingMessage {
  const message: DisclosureApproved = { type: 'disclosure-approved', disclosureId };
  return { queue: 'dispatch', body: JSON.stringify(message) };
}

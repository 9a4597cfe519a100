import { type ApprovalPorts, approveCase } from '../../lib/disclosures/approve-case.ts';
import { claimCase } from '../../lib/disclosures/claim-case.ts';
import {
  type SubmitPorts,
  type SubmitRequest,
  submitCase,
} from '../../lib/disclosures/submit-case.ts';
import { grounds, openCase } from './decision-ports.ts';

/** Takes the one open case to approval, for these recipients or the proposed one. */
export async function approvedDisclosures(
  ports: SubmitPorts & ApprovalPorts,
  recipients?: SubmitRequest['recipients'],
): Promise<string[]> {
  const { caseId } = openCase;
  const { revision } = await claimCase(ports, { caseId, actor: 'ann' });
  const submission = { caseId, actor: 'ann', revision, grounds, recipients };
  const submitted = await submitCase(ports, submission);
  const approval = { caseId, actor: 'bob', revision: submitted.revision, reason: 'I agree.' };
  const { disclosures } = await approveCase(ports, approval);
  return disclosures.map(({ disclosureId }) => disclosureId);
}

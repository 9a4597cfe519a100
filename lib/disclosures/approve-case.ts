import { assessmentDigest } from '../cases/assessment.ts';
import type { ApprovedCase, Case, SubmittedCase } from '../cases/case.ts';
import type { FrozenFacts } from '../cases/frozen-facts.ts';
import type { ReportStandings } from '../cases/report-standings.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import { disclosureApproved } from './decision-messages.ts';
import { demandSameEvidence } from './demand-same-evidence.ts';
import type { ApprovedDisclosure, SubmittedDisclosure } from './disclosure.ts';
import type { Disclosures } from './disclosures.ts';
import type { Packages } from './packages.ts';
import { readPackage } from './read-package.ts';
import { readSubmitted } from './read-submitted.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

export type ApprovalPorts = DecisionPorts & {
  disclosures: Disclosures;
  packages: Packages;
  standings: ReportStandings;
};

/**
 * Approves what a colleague submitted, every package of it, and lets it leave.
 *
 * @throws DomainError second-person-required for the author; evidence-changed, with the reports, when
 *   one that the packages rest on was changed or withdrawn; assessment-changed when the facts are for
 *   another reason no longer those that were submitted; package-altered when stored bytes are not those
 *   submitted. All but the first hold until the case is submitted again.
 */
export const approveCase = (
  ports: ApprovalPorts,
  request: {
    caseId: CaseId;
    actor: UserId;
    revision: number;
    reason: string;
    requestKey?: string | undefined;
  },
): Promise<DecisionTaken> =>
  takeDecision(ports, { ...request, kind: 'approve' }, async (theCase, at) => {
    const next = approve(theCase, request.actor, at);
    const frozen = await frozenAtSubmission(ports, next);
    await demandSameEvidence(ports, frozen);
    await demandSameFacts(ports, next);
    const submitted = await readSubmitted(ports, theCase);
    await Promise.all(submitted.map((disclosure) => readPackage(ports, disclosure)));
    return {
      next,
      disclosures: submitted.map((disclosure) => approveDisclosure(disclosure, next)),
      messages: submitted.map(({ disclosureId }) => disclosureApproved(disclosureId)),
    };
  });

/** The four-eyes rule: neither the author nor whoever holds the case can approve it. */
function approve(theCase: Case, actor: UserId, at: string): ApprovedCase {
  if (theCase.status !== 'submitted') {
    throw new DomainError('case-not-in-that-state', theCase.caseId);
  }
  if (theCase.author === actor || theCase.claimedBy === actor) {
    throw new DomainError('second-person-required', theCase.caseId);
  }
  return { ...theCase, status: 'approved', approver: actor, approvedAt: at };
}

/** What the packages were built from. Without it nobody can tell whether it still holds. */
async function frozenAtSubmission(
  { cases }: ApprovalPorts,
  { caseId }: Case,
): Promise<FrozenFacts> {
  const decisions = await cases.decisions(caseId);
  const submission = decisions.findLast(({ kind }) => kind === 'submit');
  const frozen = submission && (await cases.frozen(caseId, submission.sequence));
  if (!frozen) throw new DomainError('assessment-changed', caseId);
  return frozen;
}

async function demandSameFacts(
  { cases }: ApprovalPorts,
  { caseId, submittedDigest }: Pick<SubmittedCase, 'caseId' | 'submittedDigest'>,
): Promise<void> {
  const assessment = await cases.assessment(caseId);
  if (!assessment || assessmentDigest(assessment) !== submittedDigest) {
    throw new DomainError('assessment-changed', caseId);
  }
}

const approveDisclosure = (
  disclosure: SubmittedDisclosure,
  { approver, approvedAt }: ApprovedCase,
): ApprovedDisclosure => ({ ...disclosure, status: 'approved', approver, approvedAt });

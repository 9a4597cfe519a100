import { assessmentDigest } from '../cases/assessment.ts';
import type { Case, Decision } from '../cases/case.ts';
import type { FrozenFacts } from '../cases/frozen-facts.ts';
import { isBehind } from '../cases/is-behind.ts';
import type { ReportStandings } from '../cases/report-standings.ts';
import { DomainError } from '../errors.ts';
import type { DisclosureId, UserId } from '../identifiers.ts';
import { instantOrder } from '../ledger/compare-instants.ts';
import { type DisclosureDecisionPorts, decideOnDisclosure } from './decide-on-disclosure.ts';
import { disclosureApproved } from './decision-messages.ts';
import { demandSameEvidence } from './demand-same-evidence.ts';
import {
  type Disclosure,
  type DispatchedDisclosure,
  isOut,
  type ReceivedDisclosure,
  type SubmittedDisclosure,
  stillTells,
} from './disclosure.ts';
import { frozenOf } from './frozen-of.ts';
import type { Packages } from './packages.ts';
import { readPackage } from './read-package.ts';
import type { DecisionTaken } from './take-decision.ts';
import { withdraw } from './withdraw.ts';

export type AmendmentPorts = DisclosureDecisionPorts & {
  packages: Packages;
  standings: ReportStandings;
};

export type AmendmentReview = {
  /** Of the amendment. */
  disclosureId: DisclosureId;
  actor: UserId;
  reason: string;
  requestKey?: string | undefined;
};

/**
 * Approves an amendment that a colleague submitted, and lets it leave. It takes the place of the package
 * that it amends.
 *
 * @throws DomainError second-person-required for its author, for whoever holds the case and for whoever
 *   corrected since what the amended package told; disclosure-not-in-that-state when it waits
 *   for nobody, or its package was called back; assessment-behind until the assessment heeds everything
 *   that was decided on the case; evidence-changed and assessment-changed when the facts are no longer
 *   those that it tells; package-altered.
 */
export const approveAmendment = (
  ports: AmendmentPorts,
  request: AmendmentReview,
): Promise<DecisionTaken> =>
  decideOnDisclosure(
    ports,
    { ...request, kind: 'approve-amendment' },
    async (found, theCase, at) => {
      const amendment = waiting(found);
      const amended = await amendedBy(ports, amendment);
      if (!stillTells(amended)) throw inTheWay(amendment);
      await demandSecondPerson(ports, { amendment, amended, theCase, actor: request.actor });
      const frozen = await frozenOf(ports, amendment);
      await demandSameEvidence(ports, frozen);
      await demandSameFacts(ports, theCase, frozen);
      await readPackage(ports, amendment);
      const approval = { approver: request.actor, approvedAt: at };
      const approved = { ...amendment, ...approval, status: 'approved' as const };
      const { amendmentSubmitted: _, ...rest } = amended;
      return {
        disclosures: [{ ...rest, amendedBy: amendment.disclosureId }, approved],
        named: [approved],
        messages: [disclosureApproved(amendment.disclosureId)],
      };
    },
  );

/** Sends an amendment back: it is withdrawn, and another one can be submitted. */
export const returnAmendment = (
  ports: AmendmentPorts,
  request: AmendmentReview,
): Promise<DecisionTaken> =>
  decideOnDisclosure(ports, { ...request, kind: 'return-amendment' }, async (found, _, at) => {
    const amendment = waiting(found);
    const { amendmentSubmitted: __, ...amended } = await amendedBy(ports, amendment);
    const withdrawn = withdraw([amendment], at);
    return { disclosures: [amended, ...withdrawn], named: withdrawn };
  });

function waiting(found: Disclosure): SubmittedDisclosure {
  if (found.status !== 'submitted' || !found.amends) throw inTheWay(found);
  return found;
}

async function amendedBy(
  { disclosures }: AmendmentPorts,
  amendment: SubmittedDisclosure,
): Promise<DispatchedDisclosure | ReceivedDisclosure> {
  const amended = amendment.amends && (await disclosures.get(amendment.amends));
  const names = amended && isOut(amended) && amended.amendmentSubmitted === amendment.disclosureId;
  if (!names) throw inTheWay(amendment);
  return amended;
}

/**
 * The four-eyes rule: neither the author nor whoever holds the case can approve it, nor whoever corrected
 * what the amended package told.
 */
async function demandSecondPerson(
  ports: AmendmentPorts,
  {
    amendment,
    amended,
    theCase,
    actor,
  }: { amendment: SubmittedDisclosure; amended: Disclosure; theCase: Case; actor: UserId },
): Promise<void> {
  const { sequence, at } = await frozenOf(ports, amended);
  const decisions = await ports.cases.decisions(theCase.caseId);
  const since = [
    ...decisions.filter((one) => one.sequence > sequence && corrections.has(one.kind)),
    ...(await rolesSetElsewhere(ports, theCase)).filter((one) => instantOrder(one.at, at) > 0),
  ];
  const corrected = since.some((one) => one.actor === actor);
  const holds = 'claimedBy' in theCase && theCase.claimedBy === actor;
  if (amendment.author === actor || holds || corrected) {
    throw new DomainError('second-person-required', theCase.caseId);
  }
}

/** A role counts in every case of its subject, whichever case it was set in. */
async function rolesSetElsewhere(
  { cases }: AmendmentPorts,
  { caseId: own }: Case,
): Promise<Decision[]> {
  const { subjects = [] } = (await cases.assessment(own)) ?? {};
  const set = subjects.flatMap(({ setBy }) => (setBy && setBy.caseId !== own ? [setBy] : []));
  const decisions = await Promise.all(
    set.map(({ caseId, sequence }) => cases.decision(caseId, sequence)),
  );
  return decisions.flatMap((one) => one ?? []);
}

const corrections: ReadonlySet<Decision['kind']> = new Set(['set-role', 'exclude', 'include']);

async function demandSameFacts(
  { cases }: AmendmentPorts,
  theCase: Case,
  { caseId, assessmentDigest: frozen }: FrozenFacts,
): Promise<void> {
  const assessment = await cases.assessment(caseId);
  // Somebody may have set a role or evidence aside since: what was assessed before does not tell.
  if (isBehind(theCase, assessment)) throw new DomainError('assessment-behind', caseId);
  const now = assessment ? assessmentDigest(assessment) : '';
  if (now !== frozen) throw new DomainError('assessment-changed', caseId);
}

const inTheWay = ({ disclosureId }: Disclosure) =>
  new DomainError('disclosure-not-in-that-state', disclosureId);

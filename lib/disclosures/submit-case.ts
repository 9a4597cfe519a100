import { type Assessment, assessmentDigest } from '../cases/assessment.ts';
import type { ClaimedCase, SubmittedCase } from '../cases/case.ts';
import { type FactsToFreeze, factsToFreeze, judgementsIn } from '../cases/frozen-facts.ts';
import { isBehind } from '../cases/is-behind.ts';
import { DomainError } from '../errors.ts';
import { type CaseId, digest, type UserId } from '../identifiers.ts';
import type { Rulebooks } from '../indicators/rulebook.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { localDate } from '../time.ts';
import { heldBy } from './claim-case.ts';
import { countedInPackage } from './counted-in-package.ts';
import type { SubmittedDisclosure } from './disclosure.ts';
import type { Reports } from './evidence.ts';
import { freezePackage } from './freeze-package.ts';
import { indicatorsInPackage } from './indicators-in-package.ts';
import { type NarrativeWarning, warningsOfPackages } from './narrative-warnings.ts';
import type { Packages } from './packages.ts';
import {
  type ChosenRecipient,
  planChosen,
  planProposed,
  type SecondTestDisclosure,
} from './planned-disclosure.ts';
import { readEvidence } from './read-evidence.ts';
import type { RoutingTables } from './recipient.ts';
import { route } from './route.ts';
import { routeQuestion } from './route-question.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';
import { type UnfitWord, unfitWords } from './words.ts';

export type SubmitPorts = DecisionPorts & {
  reports: Reports;
  ledgers: Ledgers;
  rulebooks: Rulebooks;
  routingTables: RoutingTables;
  packages: Packages;
};

export type SubmitRequest = {
  caseId: CaseId;
  actor: UserId;
  revision: number;
  /** Why the legal test is met. */
  grounds: string;
  /** Instead of the recipients that the routing proposes. */
  recipients?: readonly ChosenRecipient[] | undefined;
  requestKey?: string | undefined;
};

/**
 * Submits a claimed case to a second person. One package for each recipient is built and frozen
 * here: what the approver reads is, byte for byte, what leaves. The facts that they rest on are frozen
 * beside them.
 *
 * @returns what was decided, the words of the grounds that the author may want to change, and what in
 *   the texts of the packages should not leave without a thought.
 * @throws DomainError assessment-behind until the assessment heeds everything that was decided on the
 *   case; no-evidence-left when no indicator holds on what was not set aside; assessment-changed when
 *   there is nothing left to disclose, or the evidence is being corrected; no-recipient;
 *   second-test-missing; possible-victim-named; claimed-by-another; case-not-in-that-state.
 */
export async function submitCase(
  ports: SubmitPorts,
  { grounds, recipients, ...request }: SubmitRequest,
): Promise<DecisionTaken & { warnings: UnfitWord[]; narrativeWarnings: NarrativeWarning[] }> {
  const further = { recipients };
  const decision = { ...request, kind: 'submit' as const, reason: grounds, further };
  const taken = await takeDecision(ports, decision, async (theCase, at) => {
    const held = heldBy(theCase, request.actor);
    const assessment = await ports.cases.assessment(request.caseId);
    if (!assessment) throw new DomainError('assessment-changed', request.caseId);
    demandDecisionsHeeded(held, assessment);
    const submission = { held, assessment, grounds, recipients, at };
    const { disclosures, facts } = await freezePackages(ports, submission);
    return { next: submit(held, assessment, disclosures, at), facts, disclosures };
  });
  return {
    ...taken,
    warnings: unfitWords(grounds),
    narrativeWarnings: await warningsOfPackages(ports, taken.disclosures),
  };
}

/**
 * What was set aside a moment ago may still be in the assessment, and nothing of it may get into a
 * package.
 */
function demandDecisionsHeeded(
  held: Pick<ClaimedCase, 'caseId' | 'standing'>,
  assessment: Assessment,
): void {
  if (isBehind(held, assessment)) {
    throw new DomainError('assessment-behind', held.caseId);
  }
  if (assessment.matches.length === 0) throw new DomainError('no-evidence-left', held.caseId);
}

function submit(
  held: ClaimedCase,
  assessment: Assessment,
  disclosures: readonly SubmittedDisclosure[],
  at: string,
): SubmittedCase {
  return {
    ...held,
    status: 'submitted',
    author: held.claimedBy,
    groundsReachedAt: at,
    disclosures: disclosures.map(({ disclosureId }) => disclosureId),
    recipients: disclosures.map(({ recipient }) => recipient),
    submittedDigest: assessmentDigest(assessment),
  };
}

type Submission = {
  held: ClaimedCase;
  assessment: Assessment;
  grounds: string;
  recipients: SubmitRequest['recipients'];
  at: string;
};

async function freezePackages(
  ports: SubmitPorts,
  { held, assessment, grounds, recipients, at }: Submission,
): Promise<{ disclosures: SubmittedDisclosure[]; facts: FactsToFreeze }> {
  const [{ evidence, supporting }, rulebook, table] = await Promise.all([
    readEvidence(ports, assessment),
    ports.rulebooks.active(),
    ports.routingTables.active(),
  ]);
  if (rulebook.number !== assessment.rulebook) {
    throw new DomainError('assessment-changed', held.caseId);
  }
  const day = localDate(at);
  const question = { typology: held.typology, day, informedBy: held.informedBy };
  const planned = recipients
    ? planChosen(table, recipients, day)
    : planProposed(route(table, routeQuestion({ assessment, evidence, rulebook }, question)));
  const disclosures = await Promise.all(
    planned.map(async (plan): Promise<SubmittedDisclosure> => {
      const { referrals } = table;
      const contents = {
        assessment,
        evidence,
        rulebook,
        planned: plan,
        statement: grounds,
        referrals,
      };
      const { disclosureId, bytes } = await freezePackage(ports, contents, {
        sequence: held.decisions + 1,
        preparedAt: at,
      });
      return {
        disclosureId,
        caseId: held.caseId,
        recipient: plan.recipient.id,
        language: plan.language,
        legalBasis: plan.legalBasis,
        reason: plan.reason,
        ...(plan.kind === 'second-test' && secondTestOf(plan)),
        packageDigest: digest(bytes),
        packageBytes: bytes.byteLength,
        indicators: indicatorsInPackage(contents),
        author: held.claimedBy,
        submittedAt: at,
        counted: countedInPackage(bytes, held),
        status: 'submitted',
      };
    }),
  );
  const reports = evidence.reports.map(({ key, digest: read }) => ({ ...key, digest: read }));
  const facts = factsToFreeze(assessment, supporting, reports);
  return { disclosures, facts: { ...facts, judgements: judgementsIn(assessment) } };
}

const secondTestOf = ({ secondTest, victimsNamedBecause }: SecondTestDisclosure) => ({
  secondTest,
  ...(victimsNamedBecause !== undefined && { victimsNamedBecause }),
});

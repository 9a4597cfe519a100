import type { Assessment } from '../cases/assessment.ts';
import {
  type EvidenceName,
  evidenceName,
  mostExclusions,
  standingAfter,
} from '../cases/standing-decisions.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, UserId } from '../identifiers.ts';
import { correctableBy } from './claim-case.ts';
import { type DecisionPorts, type DecisionTaken, takeDecision } from './take-decision.ts';

type Request = {
  caseId: CaseId;
  actor: UserId;
  revision: number;
  evidence: readonly EvidenceName[];
  reason: string;
  requestKey?: string | undefined;
};

/**
 * Sets evidence aside: its transactions count for nothing any more in scores, grounds and packages of
 * this case, until somebody takes that back. Only whoever holds the case can; once it was approved
 * any analyst. The case is assessed anew a moment later, and can be neither submitted nor amended before.
 *
 * @throws DomainError evidence-not-found when no finding of the case rests on one of the transactions,
 *   or there are more of them than can be set aside; claimed-by-another; case-not-in-that-state.
 */
export const excludeEvidence = (
  ports: DecisionPorts,
  { evidence, ...request }: Request,
): Promise<DecisionTaken> =>
  takeDecision(
    ports,
    { ...request, kind: 'exclude', asked: { evidence: eachOnce(evidence) } },
    async (theCase) => {
      const held = correctableBy(theCase, request.actor);
      const assessment = await ports.cases.assessment(request.caseId);
      const sequence = theCase.decisions + 1;
      const standing = held.standing?.excluded ?? [];
      const known = restsOn(assessment);
      const all = [...standing, ...eachOnce(evidence).map((one) => ({ ...one, sequence }))];
      if (!evidence.every((one) => known.has(evidenceName(one))) || all.length > mostExclusions) {
        throw new DomainError('evidence-not-found', request.caseId);
      }
      return {
        next: { ...held, standing: standingAfter(held, sequence, { excluded: all }) },
        details: { evidence: eachOnce(evidence) },
        reassemble: subjectsOf(assessment),
      };
    },
  );

/**
 * Lets evidence count again that was set aside.
 *
 * @throws DomainError evidence-not-found when one of the transactions is not set aside;
 *   claimed-by-another; case-not-in-that-state.
 */
export const includeEvidence = (
  ports: DecisionPorts,
  { evidence, ...request }: Request,
): Promise<DecisionTaken> =>
  takeDecision(
    ports,
    { ...request, kind: 'include', asked: { evidence: eachOnce(evidence) } },
    async (theCase) => {
      const held = correctableBy(theCase, request.actor);
      const excluded = held.standing?.excluded ?? [];
      const again = new Set(evidence.map(evidenceName));
      const left = excluded.filter((one) => !again.has(evidenceName(one)));
      if (left.length + again.size !== excluded.length) {
        throw new DomainError('evidence-not-found', request.caseId);
      }
      return {
        next: { ...held, standing: standingAfter(held, theCase.decisions + 1, { excluded: left }) },
        details: { evidence: eachOnce(evidence) },
        reassemble: subjectsOf(await ports.cases.assessment(request.caseId)),
      };
    },
  );

/** One of them is enough: whoever is assembled with it is looked at too. */
const subjectsOf = (assessment: Assessment | undefined) =>
  (assessment?.subjects ?? []).slice(0, 1).map(({ subject }) => subject);

/** The transactions that findings rest on, for guilt or for innocence. */
const restsOn = (assessment: Assessment | undefined): Set<string> =>
  new Set(
    [...(assessment?.matches ?? []), ...(assessment?.explanations ?? [])]
      .flatMap((finding) => finding.evidence)
      .map(evidenceName),
  );

const eachOnce = (evidence: readonly EvidenceName[]): EvidenceName[] =>
  [...new Map(evidence.map((one) => [evidenceName(one), one]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { entity, reference, transaction }]) => ({ entity, reference, transaction }));

import type { Case, Decision } from '../cases/case.ts';
import type { Cases, OutgoingMessage } from '../cases/cases.ts';
import { type FactsToFreeze, type FrozenFacts, freezingKinds } from '../cases/frozen-facts.ts';
import { DomainError } from '../errors.ts';
import type { CaseId, DisclosureId, UserId } from '../identifiers.ts';
import { decisionRecorded } from './decision-messages.ts';
import type { Disclosure } from './disclosure.ts';

export type DecisionPorts = { cases: Cases; now: () => string };

/** What somebody asks for. */
export type DecisionRequest = {
  caseId: CaseId;
  kind: Exclude<Decision['kind'], 'receipt'>;
  actor: UserId;
  reason: string;
  /** The revision the actor read; left out where any will do. */
  revision?: number | undefined;
  /** Digest of the Idempotency-Key, if one came. */
  requestKey?: string | undefined;
};

/** What a decision changes. The revision of `next` and its count of decisions are moved on for it. */
export type Transition = {
  next: Case;
  /** The facts that were decided on; of a decision of a kind that freezes them. */
  facts?: FactsToFreeze | undefined;
  disclosures?: readonly Disclosure[];
  messages?: readonly OutgoingMessage[];
};

/** The same for every repetition of a request. */
export type DecisionTaken = {
  caseId: CaseId;
  kind: Decision['kind'];
  sequence: number;
  /** The revision that the decision gave to the case. */
  revision: number;
  at: string;
  disclosures: { disclosureId: DisclosureId; recipient: string; packageDigest: string }[];
};

const attempts = 5;

/**
 * Takes a decision on the case as it stands, once: a request that was answered before gets the first
 * answer, whatever happened to the case since.
 *
 * @param decide judges the case and says what changes; undefined when there is nothing to change.
 * @throws DomainError case-not-found; case-changed, with the revision that stands, when the actor
 *   read another one; idempotency-key-reused when the key came with another decision.
 */
export async function takeDecision(
  { cases, now }: DecisionPorts,
  request: DecisionRequest,
  decide: (theCase: Case, at: string) => Promise<Transition | undefined> | Transition | undefined,
): Promise<DecisionTaken> {
  for (let attempt = 1; ; attempt += 1) {
    const theCase = await cases.get(request.caseId);
    if (!theCase) throw new DomainError('case-not-found', request.caseId);
    const { revision } = theCase;
    const decisions = await cases.decisions(request.caseId);
    const earlier = earlierDecision(decisions, request);
    if (earlier) return taken(earlier);
    if (request.revision !== undefined && request.revision !== revision) {
      throw new DomainError('case-changed', request.caseId, { revision });
    }
    const at = now();
    const transition = await decide(theCase, at);
    if (!transition) return taken(lastOwn(decisions, request));
    const decision = decisionOn(theCase, request, transition, at);
    try {
      await cases.decide({
        next: { ...transition.next, revision: revision + 1, decisions: decision.sequence },
        decision,
        frozen: frozenBy(decision, transition),
        disclosures: transition.disclosures ?? [],
        messages: [...(transition.messages ?? []), decisionRecorded(decision)],
      });
      return taken(decision);
    } catch (cause) {
      const lost = cause instanceof DomainError && cause.code === 'case-changed';
      if (!lost || attempt === attempts) throw cause;
    }
  }
}

function decisionOn(
  theCase: Case,
  { caseId, kind, actor, reason, requestKey }: DecisionRequest,
  { disclosures }: Transition,
  at: string,
): Decision {
  return {
    caseId,
    sequence: theCase.decisions + 1,
    kind,
    actor,
    at,
    reason,
    revision: theCase.revision,
    ...(requestKey && { requestKey }),
    assessmentDigest: theCase.assessmentDigest,
    ...(disclosures && { disclosures: disclosures.map(disclosureInDecision) }),
  };
}

function frozenBy(
  { caseId, sequence, kind, at }: Decision,
  { facts, next }: Transition,
): FrozenFacts | undefined {
  const freezing = freezingKinds.find((one) => one === kind);
  if (!facts || !freezing) return undefined;
  const disclosures = next.status === 'submitted' ? next.disclosures : [];
  return { caseId, sequence, kind: freezing, at, ...facts, disclosures };
}

export const disclosureInDecision = (disclosure: Disclosure) => {
  const { disclosureId, recipient, legalBasis, packageDigest, reason, victimsNamedBecause } =
    disclosure;
  return {
    disclosureId,
    recipient,
    legalBasis,
    packageDigest,
    reason,
    ...(victimsNamedBecause !== undefined && { victimsNamedBecause }),
  };
};

/** The decision that this request led to when it came before. */
function earlierDecision(
  decisions: readonly Decision[],
  request: DecisionRequest,
): Decision | undefined {
  const same = (decision: Decision) =>
    decision.kind === request.kind &&
    decision.actor === request.actor &&
    (request.revision === undefined || decision.revision === request.revision);
  if (request.requestKey) {
    const keyed = decisions.find(({ requestKey }) => requestKey === request.requestKey);
    if (keyed && !(same(keyed) && keyed.reason === request.reason)) {
      throw new DomainError('idempotency-key-reused', request.caseId);
    }
    if (keyed) return keyed;
  }
  if (request.revision !== undefined) return decisions.find(same);
  // Said again word for word, with nothing decided in between.
  const newest = decisions.at(-1);
  const again = !request.requestKey && newest && same(newest) && newest.reason === request.reason;
  return again ? newest : undefined;
}

function lastOwn(decisions: readonly Decision[], { caseId, kind, actor }: DecisionRequest) {
  const own = decisions.findLast((decision) => decision.kind === kind && decision.actor === actor);
  if (!own) throw new DomainError('case-not-in-that-state', caseId);
  return own;
}

const taken = ({ caseId, kind, sequence, revision, at, disclosures = [] }: Decision) => ({
  caseId,
  kind,
  sequence,
  revision: revision + 1,
  at,
  disclosures: disclosures.map(({ disclosureId, recipient, packageDigest }) => ({
    disclosureId,
    recipient,
    packageDigest,
  })),
});

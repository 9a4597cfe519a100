import { canonicalJson } from '../canonical-json.ts';
import type { Case, Decision } from '../cases/case.ts';
import type { BesideCase, Cases, OutgoingMessage } from '../cases/cases.ts';
import type { DecisionDetails } from '../cases/decision-details.ts';
import { type FactsToFreeze, type FrozenFacts, freezingKinds } from '../cases/frozen-facts.ts';
import { DomainError } from '../errors.ts';
import {
  type CaseId,
  type DisclosureId,
  digest,
  type LedgerKey,
  type UserId,
} from '../identifiers.ts';
import type { AftermathDetails } from './aftermath-decisions.ts';
import { assemblyDue, decisionRecorded } from './decision-messages.ts';
import type { Disclosure } from './disclosure.ts';
import { withStateInTheWay } from './state-in-the-way.ts';

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
  /** Of a decision about one disclosure that has left. */
  aftermath?: AftermathDetails | undefined;
  /** What is asked for, where the kind alone does not say it: members of the decision's details. */
  asked?: Asked | undefined;
  /** What else was said that shapes what follows: under one Idempotency-Key it must be the same. */
  further?: Readonly<Record<string, unknown>> | undefined;
  /** Whatever case it is about, the key of this request may lead to one decision only. */
  once?: boolean | undefined;
};

/** Parts of what a decision will say, by which a repetition is told from another request. */
type Asked = { [Name in keyof DecisionDetails]?: Partial<DecisionDetails[Name]> };

/** What a decision changes. The revision of `next` and its count of decisions are moved on for it. */
export type Transition = {
  next: Case;
  /** The facts that were decided on; of a decision of a kind that freezes them. */
  facts?: FactsToFreeze | undefined;
  disclosures?: readonly Disclosure[];
  /** Those of them that the decision names; all where it is left out. */
  named?: readonly Disclosure[];
  messages?: readonly OutgoingMessage[];
  /** What the decision came to, beside what was asked for. */
  details?: DecisionDetails;
  /** Another case that changes with this one. The same decision is recorded on it. */
  beside?: { stored: Case | undefined; next: Case; details: DecisionDetails } | undefined;
  /** Subjects that must find what was decided here, in whatever case they are. */
  bind?: readonly LedgerKey[];
  /** Subjects whose cases must be assembled anew. */
  reassemble?: readonly LedgerKey[];
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
 * @throws DomainError case-not-found; case-changed, with the state that stands, when the actor read
 *   another one; idempotency-key-reused when the key came with another decision.
 */
export async function takeDecision(
  ports: DecisionPorts,
  request: DecisionRequest,
  decide: Decide,
): Promise<DecisionTaken> {
  try {
    return await decideOnce(ports, request, decide);
  } catch (failure) {
    throw await withStateInTheWay(ports, request.caseId, failure);
  }
}

type Decide = (
  theCase: Case,
  at: string,
) => Promise<Transition | undefined> | Transition | undefined;

async function decideOnce(
  { cases, now }: DecisionPorts,
  request: DecisionRequest,
  decide: Decide,
): Promise<DecisionTaken> {
  for (let attempt = 1; ; attempt += 1) {
    const theCase = await cases.get(request.caseId);
    if (!theCase) throw new DomainError('case-not-found', request.caseId);
    const { revision } = theCase;
    const decisions = await cases.decisions(request.caseId);
    const earlier = earlierDecision(decisions, request);
    if (earlier) return decisionTaken(earlier);
    if (request.revision !== undefined && request.revision !== revision) {
      throw new DomainError('case-changed', request.caseId, { revision });
    }
    const at = now();
    const transition = await decide(theCase, at);
    if (!transition) return decisionTaken(lastOwn(decisions, request));
    const decision = decisionOn(theCase, request, transition, at);
    const beside = transition.beside && decidedBeside(decision, transition.beside);
    try {
      await cases.decide({
        next: { ...transition.next, revision: revision + 1, decisions: decision.sequence },
        decision,
        ...(beside && { beside }),
        ...(transition.bind && { bind: transition.bind }),
        ...(request.once && { once: true }),
        frozen: frozenBy(decision, transition),
        disclosures: transition.disclosures ?? [],
        messages: [
          ...(transition.messages ?? []),
          ...[decision, ...(beside ? [beside.decision] : [])].map(decisionRecorded),
          ...assemblyDue(decision, transition.reassemble ?? []),
        ],
      });
      return decisionTaken(decision);
    } catch (cause) {
      const lost = cause instanceof DomainError && cause.code === 'case-changed';
      if (!lost || attempt === attempts) throw cause;
    }
  }
}

/** The decision as it is recorded on another case that it changes too. */
function decidedBeside(
  { caseId, sequence, kind, actor, at, reason }: Decision,
  { stored, next, details }: NonNullable<Transition['beside']>,
): BesideCase {
  const decision: Decision = {
    caseId: next.caseId,
    sequence: (stored?.decisions ?? 0) + 1,
    ...{ kind, actor, at, reason },
    revision: stored?.revision ?? 1,
    ...details,
    takenOn: { caseId, sequence },
    assessmentDigest: next.assessmentDigest,
  };
  const revision = (stored?.revision ?? 0) + 1;
  return { next: { ...next, revision, decisions: decision.sequence }, decision };
}

function decisionOn(
  theCase: Case,
  { caseId, kind, actor, reason, requestKey, aftermath, further }: DecisionRequest,
  { disclosures, named = disclosures, details }: Transition,
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
    ...(requestKey && further && { furtherDigest: furtherDigest(further) }),
    ...aftermath,
    ...details,
    assessmentDigest: theCase.assessmentDigest,
    ...(named && { disclosures: named.map(disclosureInDecision) }),
  };
}

function frozenBy(
  { caseId, sequence, kind, at, disclosures: named = [] }: Decision,
  { facts }: Transition,
): FrozenFacts | undefined {
  const freezing = freezingKinds.find((one) => one === kind);
  if (!facts || !freezing) return undefined;
  const builds = kind === 'submit' || kind === 'amend';
  const disclosures = builds ? named.map(({ disclosureId }) => disclosureId) : [];
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
    decision.about === request.aftermath?.about &&
    isAbout(decision, request.asked) &&
    (request.revision === undefined || decision.revision === request.revision);
  if (request.requestKey) {
    const keyed = decisions.find(({ requestKey }) => requestKey === request.requestKey);
    if (keyed && !(same(keyed) && saysTheSame(keyed, request))) {
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

const isAbout = (decision: Decision, details: Asked = {}): boolean =>
  Object.entries(details).every(([name, asked]) => {
    const decided = decision[name as keyof DecisionDetails];
    const both = Array.isArray(asked) ? asked : { ...decided, ...asked };
    return canonicalJson(decided) === canonicalJson(both);
  });

const saysTheSame = (
  decision: Decision,
  { reason, aftermath = {}, further }: DecisionRequest,
): boolean =>
  decision.reason === reason &&
  decision.furtherDigest === (further && furtherDigest(further)) &&
  decision.recallReason === aftermath.recallReason &&
  canonicalJson(decision.feedback) === canonicalJson(aftermath.feedback);

/** The words themselves may be long, and some stand in the disclosures already. */
const furtherDigest = (further: NonNullable<DecisionRequest['further']>): string =>
  digest(canonicalJson(further));

function lastOwn(decisions: readonly Decision[], { caseId, kind, actor }: DecisionRequest) {
  const own = decisions.findLast((decision) => decision.kind === kind && decision.actor === actor);
  if (!own) throw new DomainError('case-not-in-that-state', caseId);
  return own;
}

/** What is answered to whoever took a decision, however often. */
export const decisionTaken = ({
  caseId,
  kind,
  sequence,
  revision,
  at,
  disclosures = [],
}: Decision): DecisionTaken => ({
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

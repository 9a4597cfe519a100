import { DomainError } from '../errors.ts';
import type { DisclosureId, UserId } from '../identifiers.ts';
import { type DisclosureDecisionPorts, decideOnDisclosure } from './decide-on-disclosure.ts';
import {
  type Disclosure,
  type DispatchedDisclosure,
  isOut,
  type ReceivedDisclosure,
} from './disclosure.ts';
import type { Recall, RecallReason } from './recall.ts';
import type { DecisionTaken } from './take-decision.ts';

export type RecallRequest = {
  disclosureId: DisclosureId;
  actor: UserId;
  /** For our own records: the recipient is told the words of the reason's template. */
  reason: string;
  requestKey?: string | undefined;
};

/**
 * Proposes to call a package back from its recipient. Nothing changes for the recipient until somebody
 * else agrees.
 *
 * @throws DomainError disclosure-not-found; disclosure-not-in-that-state when it is in no outbox, or a
 *   recall was proposed already.
 */
export const proposeRecall = (
  ports: DisclosureDecisionPorts,
  { recallReason, ...request }: RecallRequest & { recallReason: RecallReason },
): Promise<DecisionTaken> =>
  decideOnDisclosure(
    ports,
    { ...request, kind: 'propose-recall', details: { recallReason } },
    (found, _theCase, at) => {
      const disclosure = outOf(found);
      if (disclosure.recall) throw inTheWay(found);
      const recall = { reason: recallReason, proposedBy: request.actor, proposedAt: at };
      return { disclosures: [{ ...disclosure, recall: { ...recall, status: 'proposed' } }] };
    },
  );

/**
 * Agrees to a recall: from then on the recipient can fetch nothing of the package and is asked to
 * destroy what it has. Everything stays on our side.
 *
 * @throws DomainError second-person-required for whoever proposed it; disclosure-not-in-that-state when
 *   nobody did, or it was agreed to already.
 */
export const confirmRecall = (
  ports: DisclosureDecisionPorts,
  request: RecallRequest,
): Promise<DecisionTaken> =>
  decideOnDisclosure(ports, { ...request, kind: 'recall' }, (found, _theCase, at) => {
    const { disclosure, recall } = proposedOn(found);
    if (recall.proposedBy === request.actor) {
      throw new DomainError('second-person-required', disclosure.disclosureId);
    }
    const agreed = { ...recall, confirmedBy: request.actor, confirmedAt: at };
    return { disclosures: [{ ...disclosure, recall: { ...agreed, status: 'confirmed' } }] };
  });

/**
 * Decides against a proposed recall.
 *
 * @throws DomainError disclosure-not-in-that-state when none waits.
 */
export const dropRecall = (
  ports: DisclosureDecisionPorts,
  request: RecallRequest,
): Promise<DecisionTaken> =>
  decideOnDisclosure(ports, { ...request, kind: 'drop-recall' }, (found) => {
    const { recall: _, ...disclosure } = proposedOn(found).disclosure;
    return { disclosures: [disclosure] };
  });

function proposedOn(found: Disclosure): {
  disclosure: DispatchedDisclosure | ReceivedDisclosure;
  recall: Extract<Recall, { status: 'proposed' }>;
} {
  const disclosure = outOf(found);
  if (disclosure.recall?.status !== 'proposed') throw inTheWay(found);
  return { disclosure, recall: disclosure.recall };
}

function outOf(found: Disclosure): DispatchedDisclosure | ReceivedDisclosure {
  if (!isOut(found)) throw inTheWay(found);
  return found;
}

const inTheWay = ({ disclosureId }: Disclosure) =>
  new DomainError('disclosure-not-in-that-state', disclosureId);

import type { Case } from '../cases/case.ts';
import type { Cases } from '../cases/cases.ts';
import { DomainError } from '../errors.ts';
import type { DisclosureId, RecipientId, UserId } from '../identifiers.ts';
import { decisionRecorded } from './decision-messages.ts';
import type { ApprovedDisclosure, Disclosure, ReceivedDisclosure } from './disclosure.ts';
import type { Disclosures } from './disclosures.ts';
import type { Delivery, Outboxes } from './outbox.ts';
import { ownDelivery } from './own-delivery.ts';
import { disclosureInDecision } from './take-decision.ts';

export type ReceiptPorts = {
  cases: Cases;
  disclosures: Disclosures;
  outboxes: Outboxes;
  now: () => string;
};

const attempts = 5;

/**
 * Records that a recipient holds the very bytes that were sent, as a decision on the case. Asked
 * again, it answers with the first receipt.
 *
 * @throws DomainError disclosure-not-found for anything that is not in the agency's own outbox;
 *   digest-mismatch when what was received is not what was sent.
 */
export async function confirmReceipt(
  ports: ReceiptPorts,
  request: {
    agency: RecipientId;
    user: UserId;
    disclosureId: DisclosureId;
    receivedDigest: string;
  },
): Promise<ReceivedDisclosure> {
  const { agency, user, disclosureId, receivedDigest } = request;
  const delivery = await ownDelivery(ports, agency, disclosureId);
  if (receivedDigest !== delivery.packageDigest) {
    throw new DomainError('digest-mismatch', disclosureId);
  }
  for (let attempt = 1; ; attempt += 1) {
    const known = await ports.disclosures.get(disclosureId);
    if (known?.status === 'received') return known;
    const theCase = known && (await ports.cases.get(known.caseId));
    if (!theCase) throw new DomainError('disclosure-not-found', disclosureId);
    // Read after its case: whoever changed it since is in the way of the write.
    const disclosure = await ports.disclosures.get(disclosureId);
    if (disclosure?.status === 'received') return disclosure;
    const received = receive(disclosure, delivery, user, ports.now());
    try {
      await record(ports, theCase, received);
      return received;
    } catch (cause) {
      // Another recipient of the same case, or a note, came first.
      const lost = cause instanceof DomainError && cause.code === 'case-changed';
      if (!lost || attempt === attempts) throw cause;
    }
  }
}

/** A delivery can be found and confirmed before its disclosure is marked as dispatched. */
function receive(
  disclosure: Disclosure | undefined,
  { disclosureId, dispatchedAt }: Delivery,
  receivedBy: UserId,
  receivedAt: string,
): ReceivedDisclosure {
  if (disclosure?.status !== 'dispatched' && disclosure?.status !== 'approved') {
    throw new DomainError('disclosure-not-found', disclosureId);
  }
  const left = disclosure.status === 'approved' ? heldNoMore(disclosure) : disclosure;
  return { ...left, status: 'received', dispatchedAt, receivedAt, receivedBy };
}

function heldNoMore({ held: _, ...approved }: ApprovedDisclosure) {
  return approved;
}

async function record(
  { cases }: ReceiptPorts,
  theCase: Case,
  received: ReceivedDisclosure,
): Promise<void> {
  const decision = {
    caseId: received.caseId,
    sequence: theCase.decisions + 1,
    kind: 'receipt' as const,
    actor: received.receivedBy,
    at: received.receivedAt,
    reason: 'The recipient confirmed that it holds the package as it was sent',
    revision: theCase.revision,
    assessmentDigest: theCase.assessmentDigest,
    disclosures: [disclosureInDecision(received)],
  };
  await cases.decide({
    next: { ...theCase, revision: theCase.revision + 1, decisions: decision.sequence },
    decision,
    disclosures: [received],
    messages: [decisionRecorded(decision)],
  });
}

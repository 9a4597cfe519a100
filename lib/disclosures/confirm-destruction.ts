import { DomainError } from '../errors.ts';
import type { DisclosureId, RecipientId, UserId } from '../identifiers.ts';
import { type DisclosureDecisionPorts, decideOnDisclosure } from './decide-on-disclosure.ts';
import { isOut } from './disclosure.ts';
import type { Outboxes } from './outbox.ts';
import { ownDelivery } from './own-delivery.ts';

/**
 * Records that a recipient has destroyed a package that was called back. Asked again, it answers with
 * the first confirmation.
 *
 * @returns RFC 3339 UTC: when that was.
 * @throws DomainError disclosure-not-found for anything that is not in the agency's own outbox;
 *   disclosure-not-in-that-state when it was not called back.
 */
export async function confirmDestruction(
  ports: DisclosureDecisionPorts & { outboxes: Outboxes },
  request: { agency: RecipientId; user: UserId; disclosureId: DisclosureId },
): Promise<string> {
  const { agency, user, disclosureId } = request;
  await ownDelivery(ports, agency, disclosureId);
  const earlier = await destroyedAt(ports, disclosureId);
  if (earlier) return earlier;
  const { at } = await decideOnDisclosure(
    ports,
    {
      disclosureId,
      actor: user,
      kind: 'recall-receipt',
      reason: 'The recipient confirmed that it has destroyed the package that was called back',
    },
    (disclosure, _theCase, now) => {
      if (!isOut(disclosure) || disclosure.recall?.status !== 'confirmed') {
        throw new DomainError('disclosure-not-in-that-state', disclosureId);
      }
      const recall = { ...disclosure.recall, destroyedAt: now, destroyedBy: user };
      return { disclosures: [{ ...disclosure, recall: { ...recall, status: 'destroyed' } }] };
    },
  );
  return at;
}

async function destroyedAt({ disclosures }: DisclosureDecisionPorts, disclosureId: DisclosureId) {
  const disclosure = await disclosures.get(disclosureId);
  const recall = disclosure && isOut(disclosure) ? disclosure.recall : undefined;
  return recall?.status === 'destroyed' ? recall.destroyedAt : undefined;
}

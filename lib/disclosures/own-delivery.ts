import { DomainError } from '../errors.ts';
import type { DisclosureId, RecipientId } from '../identifiers.ts';
import { isRecalled } from './disclosure.ts';
import type { Disclosures } from './disclosures.ts';
import type { Delivery, Outboxes } from './outbox.ts';

/**
 * A delivery to this agency.
 *
 * @throws DomainError disclosure-not-found for anything else, whether it exists or not.
 */
export async function ownDelivery(
  { outboxes }: { outboxes: Pick<Outboxes, 'get'> },
  agency: RecipientId,
  disclosureId: DisclosureId,
): Promise<Delivery> {
  const delivery = await outboxes.get(agency, disclosureId);
  if (!delivery) throw new DomainError('disclosure-not-found', disclosureId);
  return delivery;
}

/**
 * A delivery whose contents its recipient may still fetch.
 *
 * @throws DomainError disclosure-not-found as above; disclosure-recalled when it was called back.
 */
export async function deliveryToFetch(
  ports: { outboxes: Pick<Outboxes, 'get'>; disclosures: Pick<Disclosures, 'get'> },
  agency: RecipientId,
  disclosureId: DisclosureId,
): Promise<Delivery> {
  const delivery = await ownDelivery(ports, agency, disclosureId);
  const disclosure = await ports.disclosures.get(disclosureId);
  if (disclosure && isRecalled(disclosure)) {
    throw new DomainError('disclosure-recalled', disclosureId);
  }
  return delivery;
}

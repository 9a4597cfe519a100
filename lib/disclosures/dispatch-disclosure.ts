import { DomainError } from '../errors.ts';
import type { DisclosureId } from '../identifiers.ts';
import type { Disclosures } from './disclosures.ts';
import type { Outboxes } from './outbox.ts';
import type { Packages } from './packages.ts';
import { readPackage } from './read-package.ts';

export type DispatchPorts = {
  disclosures: Disclosures;
  packages: Packages;
  outboxes: Outboxes;
  now: () => string;
};

/**
 * Puts an approved package into its recipient's outbox. May be repeated after a crash at any point:
 * the delivery that stands keeps its moment.
 *
 * @throws DomainError disclosure-not-found; case-not-in-that-state when nobody approved it;
 *   package-altered when the stored bytes are not those that were approved.
 */
export async function dispatchDisclosure(
  { disclosures, packages, outboxes, now }: DispatchPorts,
  disclosureId: DisclosureId,
): Promise<void> {
  const disclosure = await disclosures.get(disclosureId);
  if (!disclosure) throw new DomainError('disclosure-not-found', disclosureId);
  if (disclosure.status === 'dispatched' || disclosure.status === 'received') return;
  if (disclosure.status !== 'approved') {
    throw new DomainError('case-not-in-that-state', disclosureId);
  }
  await readPackage({ packages }, disclosure);
  const { recipient, language, legalBasis, packageDigest, packageBytes } = disclosure;
  const content = { disclosureId, recipient, language, legalBasis, packageDigest, packageBytes };
  const { dispatchedAt } = await outboxes.put({ ...content, dispatchedAt: now() });
  await disclosures.markDispatched({ ...disclosure, status: 'dispatched', dispatchedAt });
}

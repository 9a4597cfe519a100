import { DomainError } from '../errors.ts';
import type { DisclosureId } from '../identifiers.ts';
import type { RecipientKeys } from '../sealing/recipient-keys.ts';
import { type SealingPorts, sealPackage } from '../sealing/seal-package.ts';
import type { ApprovedDisclosure } from './disclosure.ts';
import type { Disclosures } from './disclosures.ts';
import type { Outboxes } from './outbox.ts';
import type { Packages } from './packages.ts';
import { readPackage } from './read-package.ts';

export type DispatchPorts = SealingPorts & {
  disclosures: Disclosures;
  packages: Packages;
  outboxes: Outboxes;
  recipientKeys: RecipientKeys;
  now: () => string;
};

/** How it ended. `held`: it stays approved, its disclosure says why, and it is tried again later. */
export type Dispatched = 'dispatched' | 'held';

/**
 * Signs an approved package, encrypts it to its recipient and puts it into the recipient's outbox. May
 * be repeated after a crash at any point: what was kept stands, and the delivery that stands keeps its
 * moment. Without a key of the recipient nothing leaves.
 *
 * @throws DomainError disclosure-not-found; case-not-in-that-state when nobody approved it;
 *   package-altered when the stored bytes are not those that were approved.
 */
export async function dispatchDisclosure(
  ports: DispatchPorts,
  disclosureId: DisclosureId,
): Promise<Dispatched> {
  const disclosure = await ports.disclosures.get(disclosureId);
  if (!disclosure) throw new DomainError('disclosure-not-found', disclosureId);
  if (disclosure.status === 'dispatched' || disclosure.status === 'received') return 'dispatched';
  if (disclosure.status !== 'approved') {
    throw new DomainError('case-not-in-that-state', disclosureId);
  }
  const bytes = await readPackage(ports, disclosure);
  const at = ports.now();
  const key = await ports.recipientKeys.keyOn(disclosure.recipient, at.slice(0, 10));
  if (!key) return hold(ports, disclosure, at);
  const seal = await sealPackage(ports, disclosureId, bytes, key);
  const { recipient, language, legalBasis, packageDigest, packageBytes } = disclosure;
  const content = { disclosureId, recipient, language, legalBasis, packageDigest, packageBytes };
  const { dispatchedAt } = await ports.outboxes.put({ ...content, seal, dispatchedAt: at });
  const { held: _, ...approved } = disclosure;
  await ports.disclosures.markDispatched({ ...approved, status: 'dispatched', dispatchedAt });
  return 'dispatched';
}

const triedAgainAfterMilliseconds = 15 * 60_000;

async function hold(
  { disclosures }: DispatchPorts,
  disclosure: ApprovedDisclosure,
  at: string,
): Promise<'held'> {
  const { since = at, tries = 0 } = disclosure.held ?? {};
  const held = { problem: 'recipient-key-missing' as const, since, tries: tries + 1 };
  const retryAt = new Date(Date.parse(at) + triedAgainAfterMilliseconds).toISOString();
  await disclosures.hold({ ...disclosure, held }, retryAt);
  return 'held';
}

import { DomainError } from '../errors.ts';
import { type DisclosureId, digest } from '../identifiers.ts';
import type { Packages } from './packages.ts';

/**
 * The bytes of a frozen package.
 *
 * @throws DomainError package-altered when they are gone or are not those that were submitted.
 */
export async function readPackage(
  { packages }: { packages: Pick<Packages, 'get'> },
  { disclosureId, packageDigest }: { disclosureId: DisclosureId; packageDigest: string },
): Promise<Uint8Array> {
  const bytes = await packages.get(disclosureId);
  if (!bytes || digest(bytes) !== packageDigest) {
    throw new DomainError('package-altered', disclosureId);
  }
  return bytes;
}

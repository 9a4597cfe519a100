import { DomainError } from '../errors.ts';
import type { DisclosureId } from '../identifiers.ts';
import type { Packages } from './packages.ts';
import { readPackage } from './read-package.ts';

/**
 * The bytes of a frozen package, whatever became of its disclosure: one that never left goes once its
 * reports may be kept no longer.
 *
 * @throws DomainError package-destroyed, with when and by which act; package-altered when the bytes are
 *   gone otherwise or are not those that were submitted.
 */
export async function readKeptPackage(
  { packages }: { packages: Pick<Packages, 'get' | 'destruction'> },
  disclosure: { disclosureId: DisclosureId; packageDigest: string },
): Promise<Uint8Array> {
  const { disclosureId } = disclosure;
  const bytes = await packages.get(disclosureId);
  const destroyed = bytes ? undefined : await packages.destruction(disclosureId);
  if (destroyed) throw new DomainError('package-destroyed', disclosureId, { destroyed });
  return readPackage({ packages: { get: async () => bytes } }, disclosure);
}

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Delivery } from '../disclosures/outbox.ts';
import { DomainError } from '../errors.ts';
import { digest } from '../identifiers.ts';
import {
  encryptedFile,
  type SealedPackageLinks,
  type SealedPackages,
} from '../sealing/sealed-packages.ts';

export type SealedPorts = {
  sealedPackages: Pick<SealedPackages, 'get'>;
  sealedLinks: SealedPackageLinks;
};

/** Lambda answers with 6 MB at most, headers and the quotes of JSON included. */
const mostBytes = 5_500_000;

/**
 * The encrypted package itself; of a large one an address to fetch it from within five minutes.
 *
 * @throws DomainError package-altered when the bytes are gone or are not those that were sealed.
 */
export async function sealedPackageResponse(
  { sealedPackages, sealedLinks }: SealedPorts,
  { disclosureId, seal }: Delivery,
): Promise<APIGatewayProxyStructuredResultV2> {
  const file = encryptedFile(seal);
  if (seal.sealedBytes > mostBytes) {
    const location = await sealedLinks.linkTo(disclosureId, file);
    return { statusCode: 307, headers: { location, 'cache-control': 'no-store' } };
  }
  const bytes = await sealedPackages.get(disclosureId, file);
  if (!bytes || digest(bytes) !== seal.sealedDigest) {
    throw new DomainError('package-altered', disclosureId);
  }
  return {
    statusCode: 200,
    headers: {
      'content-type': 'application/jose',
      'cache-control': 'no-store',
      etag: `"${seal.sealedDigest}"`,
      'repr-digest': `sha-256=:${Buffer.from(seal.sealedDigest, 'hex').toString('base64')}:`,
    },
    // A JWE in compact form is ASCII.
    body: Buffer.from(bytes).toString('latin1'),
  };
}

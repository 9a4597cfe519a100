import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { digest } from '../identifiers.ts';

/**
 * Whether `signature` (DER) is one over `message` by the owner of the key. Needs nothing but the key:
 * no network, no cloud.
 *
 * @param publicKey PEM (SPKI).
 * @throws TypeError when the text is no public key on P-256.
 */
export function isSignatureOf(
  publicKey: string,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  return verify(
    'sha256',
    message,
    { key: readPublicKey(publicKey).key, dsaEncoding: 'der' },
    signature,
  );
}

/** Names the key pair, as `Signer.keyId` does: lower-case hexadecimal SHA-256 of the SPKI in DER. */
export const keyIdOf = (publicKey: string): string => readPublicKey(publicKey).id;

type PublicKey = { pem: string; key: KeyObject; id: string };

/** The one read last: many signatures in a row are of one key, and to read a key takes as long as to verify. */
let latest: PublicKey | undefined;

function readPublicKey(pem: string): PublicKey {
  if (latest?.pem === pem) return latest;
  const key = publicKeyIn(pem);
  if (key?.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new TypeError('not a public key on P-256 as PEM');
  }
  latest = { pem, key, id: digest(key.export({ type: 'spki', format: 'der' })) };
  return latest;
}

function publicKeyIn(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

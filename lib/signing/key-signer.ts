import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Signer } from './signer.ts';
import { keyIdOf } from './verify-signature.ts';

/** A signer by a private key at hand: for tests, and for whoever has no key service. */
export function keySigner(privateKey: KeyObject): Signer {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  return {
    keyId: async () => keyIdOf(publicKey),
    sign: async (message) => sign('sha256', message, { key: privateKey, dsaEncoding: 'der' }),
    publicKey: async () => publicKey,
  };
}

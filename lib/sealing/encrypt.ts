import { CompactEncrypt, importJWK } from 'jose';
import type { RecipientKey } from './recipient-keys.ts';

/**
 * A package as only its recipient can read it: a JWE in compact form (RFC 7516), the key agreed by
 * ECDH-ES on P-256 and wrapped (ECDH-ES+A256KW), the content by AES-256-GCM. Each call answers other
 * bytes: what was handed out once has to be kept.
 */
export async function encrypt(zip: Uint8Array, { kid, jwk }: RecipientKey): Promise<Uint8Array> {
  const jwe = await new CompactEncrypt(zip)
    .setProtectedHeader({ ...agreed, kid, cty: 'application/zip' })
    .encrypt(await importJWK(jwk, agreed.alg));
  return Buffer.from(jwe, 'ascii');
}
export type Encrypt = typeof encrypt;

export const agreed = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM' } as const;

import { compactDecrypt, importJWK, type JWK } from 'jose';
import { agreed } from './encrypt.ts';

/**
 * The archive inside a JWE.
 *
 * @param privateKey the recipient's private key as a JWK.
 * @returns undefined when it is another's, or a byte was changed: nobody can tell the one from the other.
 */
export async function decrypt(jwe: Uint8Array, privateKey: JWK): Promise<Uint8Array | undefined> {
  try {
    const text = Buffer.from(jwe).toString('latin1');
    if (!isCanonical(text)) return undefined;
    const key = await importJWK(privateKey, agreed.alg);
    const { plaintext } = await compactDecrypt(text, key, {
      keyManagementAlgorithms: [agreed.alg],
      contentEncryptionAlgorithms: [agreed.enc],
    });
    return plaintext;
  } catch {
    return undefined;
  }
}

/** Of some characters of base64url not every bit counts: nothing else would notice their change. */
const isCanonical = (text: string): boolean =>
  text.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);

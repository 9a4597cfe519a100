/*
 * Signatures over what must be provable years later: manifests of packages and checkpoints of the
 * audit log. ECDSA on P-256 over SHA-256 (FIPS 186-5), signatures in DER (RFC 3279), so that anybody
 * can verify them with tools at hand.
 */

/** The port to a private key that never leaves its place. */
export type Signer = {
  /** Names the key pair, as in a manifest: lower-case hexadecimal SHA-256 of the public key (SPKI, DER). */
  keyId(): Promise<string>;
  /** @returns the signature over `message`, DER. */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** The public key as PEM (SPKI). */
  publicKey(): Promise<string>;
};

import { type DisclosureId, digest } from '../identifiers.ts';
import type { Signer } from '../signing/signer.ts';
import { isSignatureOf } from '../signing/verify-signature.ts';
import type { Encrypt } from './encrypt.ts';
import { manifestBytes } from './manifest.ts';
import type { RecipientKey } from './recipient-keys.ts';
import type { Seal } from './seal.ts';
import { encryptedFile, type SealedPackages } from './sealed-packages.ts';
import { type Renderer, sealedZip, unsealedPackage } from './unsealed-package.ts';

export type SealingPorts = {
  sealedPackages: SealedPackages;
  signer: Signer;
  renderer: Renderer;
  encrypt: Encrypt;
};

/**
 * Signs a package and encrypts it to its recipient. Signatures and encryption are random, so each is
 * kept before anything follows from it: whoever repeats this, after a crash at any point or with another
 * version of the renderer, goes on with the bytes that stand.
 *
 * @param packageBytes the frozen package, its digest proven.
 */
export async function sealPackage(
  ports: SealingPorts,
  disclosureId: DisclosureId,
  packageBytes: Uint8Array,
  key: RecipientKey,
): Promise<Seal> {
  const { sealedPackages, encrypt } = ports;
  // Made before anybody looks whether it is there: who may not list a bucket is not told what it lacks.
  const made = await signedZip(ports, packageBytes);
  const zip = await sealedPackages.keep(disclosureId, 'package.zip', made);
  const jwe = await sealedPackages.keep(disclosureId, encryptedFile(key), await encrypt(zip, key));
  return {
    zipDigest: digest(zip),
    kid: key.kid,
    sealedDigest: digest(jwe),
    sealedBytes: jwe.byteLength,
  };
}

async function signedZip(
  { signer, renderer }: SealingPorts,
  packageBytes: Uint8Array,
): Promise<Uint8Array> {
  const publicKey = await signer.publicKey();
  const unsealed = await unsealedPackage(packageBytes, renderer, publicKey);
  const message = manifestBytes(unsealed.manifest);
  const signature = await signer.sign(message);
  // What is kept stands for ever: a signature that does not hold must never get there.
  if (!isSignatureOf(publicKey, message, signature)) {
    throw new Error('the signer answered with a signature that does not hold');
  }
  return sealedZip(unsealed, signature);
}

import { DomainError } from '../errors.ts';
import { type DisclosureId, digest } from '../identifiers.ts';
import { firstDifference } from './first-difference.ts';
import { manifestName, readManifest, signatureName, signerName } from './manifest.ts';
import { unzipped, type ZipEntry } from './package-zip.ts';
import { type Renderer, sealedZip, unsealedPackage } from './unsealed-package.ts';

/** What is kept of a package that left. */
export type KeptPackage = {
  disclosureId: DisclosureId;
  /** The frozen package. */
  frozen: Uint8Array;
  /** The signed archive that was encrypted to the recipient. */
  zip: Uint8Array;
};

export type Rebuilt = {
  zip: Uint8Array;
  zipDigest: string;
  /** Where it first differs from what was sent; absent when every byte is the same. */
  difference?: { file: string; at: number };
  /** Which version of the renderer made what was sent, and which one this is. */
  renderer: { sent: number; here: number };
};

/**
 * Makes a signed archive anew, from the frozen package, the signature and the public key that are kept,
 * and compares it with what was sent.
 *
 * @throws DomainError package-altered when what is kept is no signed archive.
 */
export async function rebuildPackage(
  { disclosureId, frozen, zip: sent }: KeptPackage,
  renderer: Renderer,
): Promise<Rebuilt> {
  const entries = readEntries(disclosureId, sent);
  const bytesOf = (wanted: string) => entries.find(({ name }) => name === wanted)?.bytes;
  const manifest = readManifest(bytesOf(manifestName) ?? new Uint8Array());
  const [signature, publicKey] = [bytesOf(signatureName), bytesOf(signerName)];
  if (!(manifest && signature && publicKey)) throw new DomainError('package-altered', disclosureId);

  const unsealed = await unsealedPackage(frozen, renderer, Buffer.from(publicKey).toString('utf8'));
  const zip = sealedZip(unsealed, signature);
  const difference = differenceOf(sent, zip);
  return {
    zip,
    zipDigest: digest(zip),
    ...(difference && { difference }),
    renderer: { sent: manifest.renderer, here: renderer.version },
  };
}

function readEntries(disclosureId: DisclosureId, zip: Uint8Array): ZipEntry[] {
  try {
    return unzipped(zip);
  } catch (cause) {
    throw new DomainError('package-altered', disclosureId, { cause });
  }
}

/** In the first file that differs; or else between files. */
function differenceOf(sent: Uint8Array, rebuilt: Uint8Array): Rebuilt['difference'] {
  const place = firstDifference(sent, rebuilt);
  if (place === undefined) return undefined;
  const now = unzipped(rebuilt);
  for (const { name, bytes } of unzipped(sent)) {
    const other = now.find((entry) => entry.name === name)?.bytes ?? new Uint8Array();
    const at = firstDifference(bytes, other);
    if (at !== undefined) return { file: name, at };
  }
  return { file: 'package.zip', at: place };
}

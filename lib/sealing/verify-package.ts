import { digest } from '../identifiers.ts';
import { isSignatureOf, keyIdOf } from '../signing/verify-signature.ts';
import { firstDifference } from './first-difference.ts';
import {
  type Manifest,
  manifestName,
  readManifest,
  signatureName,
  signerName,
} from './manifest.ts';
import { unzipped, type ZipEntry, zipOf } from './package-zip.ts';

/** One thing wrong with a package. */
export type PackageFault = {
  file: string;
  fault: FaultKind;
  /** Of bytes outside files: the place of the first in the archive, from 0. */
  at?: number;
};
export type FaultKind =
  | 'unreadable'
  | 'cannot-be-opened'
  | 'missing'
  | 'added'
  | 'changed'
  | 'twice'
  | 'reordered'
  | 'wrong-signature'
  | 'another-signer'
  | 'bytes-outside-files';

export type Verification = {
  /** Empty when nothing was changed. */
  faults: PackageFault[];
  /** What the manifest says; absent when it cannot be read. */
  manifest?: Manifest;
};

/**
 * Whether an archive is, byte for byte, what was signed. Works offline.
 *
 * @param publicKey the signer's, PEM, as it came by another way. Where it is left out, the key inside
 *   the package is used: that shows damage, and not who signed.
 */
export function verifyZip(zip: Uint8Array, publicKey?: string): Verification {
  const entries = entriesOf(zip);
  if (!entries) return { faults: [{ file: 'package.zip', fault: 'unreadable' }] };
  const verification = verifyFiles(entries, publicKey);
  const { manifest, faults } = verification;
  if (!manifest || faults.length > 0) return verification;
  const order = [...manifest.files.map(({ name }) => name), manifestName, signatureName];
  const misplaced = entries.find(({ name }, place) => name !== order[place]);
  if (misplaced) return { ...verification, faults: [{ file: misplaced.name, fault: 'reordered' }] };
  const at = firstDifference(zip, zipOf(entries));
  if (at === undefined) return verification;
  const fault = { file: 'package.zip', fault: 'bytes-outside-files', at } as const;
  return { ...verification, faults: [fault] };
}

function entriesOf(zip: Uint8Array): ZipEntry[] | undefined {
  try {
    return unzipped(zip);
  } catch {
    return undefined;
  }
}

/** The same of files that were unpacked: their order is not looked at. */
export function verifyFiles(entries: readonly ZipEntry[], publicKey?: string): Verification {
  const files = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  const twice = entries
    .filter(({ name }, place) => entries.findIndex((other) => other.name === name) < place)
    .map(({ name }): PackageFault => ({ file: name, fault: 'twice' }));
  const bytes = files.get(manifestName);
  const manifest = bytes && readManifest(bytes);
  if (!manifest) {
    const fault = bytes ? 'changed' : 'missing';
    return { faults: [...twice, { file: manifestName, fault }] };
  }
  const faults = [
    ...twice,
    ...signatureFaults(files, manifest, publicKey),
    ...fileFaults(files, manifest),
  ];
  return { faults, manifest };
}

function fileFaults(files: ReadonlyMap<string, Uint8Array>, manifest: Manifest): PackageFault[] {
  const listed = manifest.files.flatMap(({ name, bytes, sha256 }): PackageFault[] => {
    const found = files.get(name);
    if (!found) return [{ file: name, fault: 'missing' }];
    const isSame = found.byteLength === bytes && digest(found) === sha256;
    return isSame ? [] : [{ file: name, fault: 'changed' }];
  });
  const known = new Set([...manifest.files.map(({ name }) => name), manifestName, signatureName]);
  const added = [...files.keys()].filter((name) => !known.has(name));
  return [...listed, ...added.map((file): PackageFault => ({ file, fault: 'added' }))];
}

function signatureFaults(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: Manifest,
  trusted: string | undefined,
): PackageFault[] {
  const signature = files.get(signatureName);
  if (!signature) return [{ file: signatureName, fault: 'missing' }];
  if (trusted !== undefined && keyIdOf(trusted) !== manifest.signedBy) {
    return [{ file: manifestName, fault: 'another-signer' }];
  }
  const message = files.get(manifestName) ?? new Uint8Array();
  const publicKey = trusted ?? keyInside(files, manifest);
  // Named as a file that was changed, if it was.
  if (publicKey === undefined) return [{ file: signerName, fault: 'another-signer' }];
  return isSignatureOf(publicKey, message, signature)
    ? []
    : [{ file: signatureName, fault: 'wrong-signature' }];
}

function keyInside(files: ReadonlyMap<string, Uint8Array>, { signedBy }: Manifest) {
  const pem = Buffer.from(files.get(signerName) ?? []).toString('utf8');
  try {
    return keyIdOf(pem) === signedBy ? pem : undefined;
  } catch {
    return undefined;
  }
}

import { parsePackage } from '../disclosures/parse-package.ts';
import { keyIdOf } from '../signing/verify-signature.ts';
import {
  listed,
  type Manifest,
  manifestBytes,
  manifestName,
  type PackageFile,
  signatureName,
  signerName,
} from './manifest.ts';
import { zipOf } from './package-zip.ts';
import { readme } from './readme.ts';

/** What makes the forms of a package from its frozen bytes. */
export type Renderer = {
  version: number;
  render: (packageBytes: Uint8Array) => Promise<PackageFile[]>;
};

/** The files of a package in the order of the archive, and the manifest that is to be signed. */
export type UnsealedPackage = { files: PackageFile[]; manifest: Manifest };

/**
 * A function of the frozen bytes, the renderer and the public key of the signer.
 *
 * @param publicKey PEM (SPKI).
 */
export async function unsealedPackage(
  packageBytes: Uint8Array,
  { version, render }: Renderer,
  publicKey: string,
): Promise<UnsealedPackage> {
  const { disclosureId, cover } = parsePackage(packageBytes);
  const { recipient, language, preparedAt, caveats } = cover;
  const rendered = [...(await render(packageBytes)), textFile(signerName, publicKey)];
  const about = { disclosureId, language, caveats, files: rendered };
  const files = [...rendered, textFile('README.txt', readme(about))];
  return {
    files,
    manifest: {
      schema: 'package-manifest/1',
      disclosureId,
      recipient: recipient.id,
      language,
      preparedAt,
      renderer: version,
      signedBy: keyIdOf(publicKey),
      files: files.map(listed),
    },
  };
}

/** The archive that is encrypted: the files, the manifest, and the signature over it (DER). */
export function sealedZip({ files, manifest }: UnsealedPackage, signature: Uint8Array): Uint8Array {
  return zipOf([
    ...files,
    { name: manifestName, bytes: manifestBytes(manifest) },
    { name: signatureName, bytes: signature },
  ]);
}

const textFile = (name: string, text: string): PackageFile => ({
  name,
  mediaType: 'text/plain; charset=utf-8',
  bytes: Buffer.from(text),
});

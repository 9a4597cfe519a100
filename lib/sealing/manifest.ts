import * as z from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { digest, disclosureIdSchema, recipientIdSchema } from '../identifiers.ts';

/** A file of a package, before or after it travelled. */
export type PackageFile = { name: string; mediaType: string; bytes: Uint8Array };

const digestSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A plain name: no folder, nothing that an archive could put elsewhere. */
const fileNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

/**
 * `package-manifest/1`: what is in a package, file by file, in the order of the archive. It names no
 * case, no person and no account. What is signed is its canonical JSON in UTF-8.
 */
const manifestSchema = z.strictObject({
  schema: z.literal('package-manifest/1'),
  disclosureId: disclosureIdSchema,
  recipient: recipientIdSchema,
  language: z.enum(['en', 'fr']),
  preparedAt: z.iso.datetime({ offset: true }),
  /** Which version of the renderer made the files from package.json. */
  renderer: z.int().min(1),
  /** The key pair of the signature, as `Signer.keyId` names it. */
  signedBy: digestSchema,
  files: z
    .array(
      z.strictObject({
        name: fileNameSchema,
        mediaType: z.string().min(1),
        bytes: z.int().min(0),
        sha256: digestSchema,
      }),
    )
    .min(1),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestName = 'manifest.json';
export const signatureName = 'manifest.sig';
/** The public key of the signature. */
export const signerName = 'signer.pem';

/** The bytes that are signed. */
export const manifestBytes = (manifest: Manifest): Uint8Array =>
  Buffer.from(canonicalJson(manifest));

export const listed = ({ name, mediaType, bytes }: PackageFile): Manifest['files'][number] => ({
  name,
  mediaType,
  bytes: bytes.byteLength,
  sha256: digest(bytes),
});

/** @returns undefined for bytes that are not the canonical form of a manifest. */
export function readManifest(bytes: Uint8Array): Manifest | undefined {
  try {
    const manifest = manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return Buffer.compare(bytes, manifestBytes(manifest)) === 0 ? manifest : undefined;
  } catch {
    return undefined;
  }
}

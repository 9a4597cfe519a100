import type { RecipientId } from '../../lib/identifiers.ts';
import { decrypt } from '../../lib/sealing/decrypt.ts';
import { unzipped } from '../../lib/sealing/package-zip.ts';
import { demonstrationKey } from './demonstration-key.ts';

/**
 * The PDF of an encrypted package, opened with its recipient's demonstration key.
 *
 * @throws Error when the package does not open or holds no PDF.
 */
export async function pdfInside(jwe: Uint8Array, recipient: RecipientId): Promise<Uint8Array> {
  const zip = await decrypt(jwe, demonstrationKey(recipient));
  if (!zip) throw new Error(`the package for ${recipient} does not open`);
  const pdf = unzipped(zip).find(({ name }) => name === 'package.pdf');
  if (!pdf) throw new Error(`the package for ${recipient} holds no PDF`);
  return pdf.bytes;
}

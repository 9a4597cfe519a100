import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decrypt } from '../../lib/sealing/decrypt.ts';
import type { ZipEntry } from '../../lib/sealing/package-zip.ts';
import { type Verification, verifyFiles, verifyZip } from '../../lib/sealing/verify-package.ts';
import { usage } from './failure.ts';
import { plainText } from './plain-text.ts';

export type VerifyOptions = {
  /** A file with the recipient's private key as a JWK. */
  key: string | undefined;
  /** The signer's public key, PEM. */
  trusted: string | undefined;
};

/**
 * Verifies an archive, an encrypted one, or a folder with its files.
 *
 * @throws Failure for a file that cannot be read, or an encrypted one without a key.
 */
export async function verifyPackageFile(
  file: string,
  { key, trusted }: VerifyOptions,
): Promise<Verification> {
  const found = await stat(file).catch(unreadable(file));
  if (found.isDirectory()) return verifyFiles(await filesIn(file), trusted);
  const bytes = await readFile(file).catch(unreadable(file));
  if (!isEncrypted(file, bytes)) return verifyZip(bytes, trusted);
  if (key === undefined) throw usage('This package is encrypted: give the private key with --key');
  const zip = await decrypt(bytes, await privateKeyIn(key));
  if (!zip) return { faults: [{ file: basename(file), fault: 'cannot-be-opened' }] };
  return verifyZip(zip, trusted);
}

/** Every JWE begins with a JSON object in base64url. */
const isEncrypted = (file: string, bytes: Buffer): boolean =>
  file.endsWith('.jwe') || bytes.subarray(0, 2).toString('latin1') === 'ey';

async function filesIn(directory: string): Promise<ZipEntry[]> {
  const found = await readdir(directory, { withFileTypes: true });
  return Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map(async ({ name }) => ({ name, bytes: await readFile(join(directory, name)) })),
  );
}

async function privateKeyIn(file: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch(unreadable(file));
  try {
    const key: unknown = JSON.parse(text);
    if (typeof key === 'object' && key !== null && 'd' in key) return key;
  } catch {
    // What is no JSON is no key either: one sentence says so for both.
  }
  throw usage(`${plainText(file)} holds no private key as a JWK`);
}

const unreadable = (file: string) => (cause: unknown) => {
  throw usage(`${plainText(file)} cannot be read`, { cause });
};

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { kmsSigner } from '../../lib/aws/kms-signer.ts';
import { decrypt } from '../../lib/sealing/decrypt.ts';
import { verifyZip } from '../../lib/sealing/verify-package.ts';
import type { RunningStack } from '../stack.ts';
import type { Collected } from './collect-packages.ts';
import { demonstrationKey } from './demonstration-key.ts';

export type VerifiedPackages = {
  /** How many files are, byte for byte, what was signed. */
  unchanged: number;
  /** How anybody can try that again with the first of them. */
  command: string[];
};

/**
 * Opens each package that was collected with its recipient's key and verifies it with the signer's, as
 * recipients do. The keys are written to `directory`, so that anybody can do it again.
 *
 * @throws Error when a package does not open, or a byte of one was changed.
 */
export async function verifyCollected(
  { region, endpoints, rootKey, machine }: RunningStack,
  collected: readonly Collected[],
  directory: string,
): Promise<VerifiedPackages> {
  const client = new KMSClient({ region, endpoint: endpoints.kms, credentials: rootKey });
  const [signingKey] = machine.signingKeys;
  const publicKey = await kmsSigner({ client, key: signingKey?.name ?? '' }).publicKey();
  client.destroy();
  await mkdir(directory, { recursive: true });
  const signer = join(directory, 'signer.pem');
  await writeFile(signer, publicKey);
  const command: string[] = [];
  for (const { recipient, files } of collected) {
    const [, , jwe] = files;
    const key = demonstrationKey(recipient);
    const keyFile = join(directory, `${recipient}.private.jwk`);
    await writeFile(keyFile, `${JSON.stringify(key)}\n`);
    const zip = await decrypt(await readFile(jwe), key);
    const { faults } = verifyZip(zip ?? new Uint8Array(), publicKey);
    if (faults.length > 0) throw new Error(`${jwe}: ${JSON.stringify(faults)}`);
    if (command.length === 0) command.push(jwe, '--key', keyFile, '--public-key', signer);
  }
  return { unchanged: collected.length, command };
}

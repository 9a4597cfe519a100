import { manifestBytes } from '../../lib/sealing/manifest.ts';
import { sealedZip, unsealedPackage } from '../../lib/sealing/unsealed-package.ts';
import { approvedDisclosures } from './approved-disclosure.ts';
import { decisionPorts } from './decision-ports.ts';
import { testSigner } from './sealing-ports.ts';

/** An archive as a dispatch seals it: a frozen package and, in place of its other forms, any bytes. */
export async function sealedPackage(others: Record<string, Uint8Array> = {}): Promise<Uint8Array> {
  const machine = decisionPorts();
  await approvedDisclosures(machine.ports);
  const [frozen = new Uint8Array()] = machine.held.packages.values();
  const render = async (bytes: Uint8Array) =>
    Object.entries({ 'package.json': bytes, ...others }).map(([name, content]) => ({
      name,
      mediaType: 'application/octet-stream',
      bytes: content,
    }));
  const publicKey = await testSigner.publicKey();
  const unsealed = await unsealedPackage(frozen, { version: 1, render }, publicKey);
  return sealedZip(unsealed, await testSigner.sign(manifestBytes(unsealed.manifest)));
}

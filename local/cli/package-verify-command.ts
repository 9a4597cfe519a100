import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import type { Verification } from '../../lib/sealing/verify-package.ts';
import { keyIdOf } from '../../lib/signing/verify-signature.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usage } from './failure.ts';
import { verificationText } from './package-verification-text.ts';
import { plainText } from './plain-text.ts';
import type { Terminal } from './terminal.ts';
import { verifyPackageFile } from './verify-package-file.ts';

type Options = { key?: string; publicKey?: string; json?: true };

/** `moneytrail package verify`: whether a package is, byte for byte, what was signed. */
export const packageVerifyCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('verify')
    .description('tell whether a package is, byte for byte, what was signed; works offline')
    .argument('<file>', 'package.zip, package.zip.jwe, or a folder with the unpacked files')
    .option('--key <file>', 'the recipient’s private key as a JWK, to open package.zip.jwe')
    .option('--public-key <file>', 'the signer’s public key as PEM, as it came in another way')
    .option('--json', 'one JSON object on standard output')
    .action(async (file: string, { key, publicKey, json }: Options) => {
      const trusted = publicKey === undefined ? undefined : await publicKeyIn(publicKey);
      const verification = await verifyPackageFile(file, { key, trusted });
      const name = plainText(basename(file));
      terminal.print(
        json
          ? JSON.stringify(asJson(name, verification, trusted))
          : verificationText(name, verification, trusted !== undefined),
      );
      end(verification.faults.length === 0 ? exitCodes.done : exitCodes.refused);
    })
    .addHelpText(
      'after',
      `
Exit code 1: something was changed; each file is named. Without --public-key the key inside the
package is used: that shows damage, and not who signed.`,
    );

async function publicKeyIn(file: string): Promise<string> {
  const pem = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw usage(`${plainText(file)} cannot be read`, { cause });
  });
  try {
    keyIdOf(pem);
    return pem;
  } catch (cause) {
    throw usage(`${plainText(file)} holds no public key on P-256 as PEM`, { cause });
  }
}

function asJson(file: string, { faults, manifest }: Verification, trusted: string | undefined) {
  const { disclosureId, recipient, preparedAt, signedBy } = manifest ?? {};
  return {
    file,
    unchanged: faults.length === 0,
    faults,
    disclosureId,
    recipient,
    preparedAt,
    signedBy,
    signerTrusted: trusted !== undefined,
  };
}

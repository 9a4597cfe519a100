import { describe, expect, test } from 'vitest';
import { build, toronto } from '../../test/support/build-test-package.ts';
import { testSigner } from '../../test/support/sealing-ports.ts';
import { canonicalJson } from '../canonical-json.ts';
import { rendererVersion, renderings } from '../disclosures/rendering/renderings.ts';
import { digest } from '../identifiers.ts';
import { manifestBytes, readManifest } from './manifest.ts';
import { sealedZip, unsealedPackage } from './unsealed-package.ts';

const renderer = { version: rendererVersion, render: renderings };
/** More KMS does not sign in one piece. */
const mostSigned = 4096;

describe.each(['en', 'fr'] as const)('given a frozen package in %s', (language) => {
  const frozen = Buffer.from(canonicalJson(build({ ...toronto, language })));
  const made = async () => unsealedPackage(frozen, renderer, await testSigner.publicKey());

  test('when its files are made twice, then they and the archive are the same', async () => {
    const [one, other] = [await made(), await made()];
    expect(other.manifest).toEqual(one.manifest);
    const signature = await testSigner.sign(manifestBytes(one.manifest));
    const zips = [one, other].map((unsealed) => digest(sealedZip(unsealed, signature)));
    expect(zips[0]).toBe(zips[1]);
  });

  test('when its manifest is read, then it lists each file and nobody', async () => {
    const { files, manifest } = await made();
    const bytes = manifestBytes(manifest);
    expect(readManifest(bytes)).toEqual(manifest);
    expect(bytes.byteLength).toBeLessThan(mostSigned);
    expect(manifest.files.map(({ name }) => name)).toEqual([
      'package.json',
      'package.pdf',
      'package.xml',
      'transactions.csv',
      'signer.pem',
      'README.txt',
    ]);
    expect(manifest.files.map(({ sha256 }) => sha256)).toEqual(
      files.map((file) => digest(file.bytes)),
    );
    expect(manifest).toMatchObject({ language, signedBy: await testSigner.keyId() });
    expect(bytes.toString()).not.toMatch(/case-|ann|bob/);
  });

  test('when README.txt is read, then it speaks the language and names every file', async () => {
    const { files } = await made();
    const text = Buffer.from(files.at(-1)?.bytes ?? []).toString('utf8');
    expect(text).toMatch(
      language === 'fr' ? /^Dossier de communication\n/ : /^Disclosure package\n/,
    );
    for (const { name } of files.slice(0, -1)) expect(text).toContain(`  ${name}: `);
    const { cover } = JSON.parse(Buffer.from(frozen).toString('utf8'));
    for (const caveat of cover.caveats) expect(text).toContain(caveat);
  });
});

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encrypt } from '../../lib/sealing/encrypt.ts';
import { manifestName } from '../../lib/sealing/manifest.ts';
import { unzipped } from '../../lib/sealing/package-zip.ts';
import { sealedPackage } from '../../test/support/sealed-package.ts';
import { testSigner } from '../../test/support/sealing-ports.ts';
import { demonstrationKey } from '../demo/demonstration-key.ts';
import { temporaryDirectory } from '../testing/fixture-stack.ts';
import { run } from './run.ts';

const dates = { validFrom: '2026-01-01', validTo: '2026-12-31' };
let directory: ReturnType<typeof temporaryDirectory>;
const at = (name: string) => join(directory.path, name);

beforeEach(async () => {
  directory = temporaryDirectory();
  const zip = await sealedPackage({ 'package.pdf': Buffer.from('%PDF') });
  const { d: _, ...jwk } = demonstrationKey('ON-TPS');
  writeFileSync(at('package.zip'), zip);
  const key = { recipient: 'ON-TPS', kid: 'key-1', jwk, ...dates };
  writeFileSync(at('package.zip.jwe'), await encrypt(zip, key));
  writeFileSync(at('own.jwk'), JSON.stringify(demonstrationKey('ON-TPS')));
  writeFileSync(at('other.jwk'), JSON.stringify(demonstrationKey('ON-OPP')));
  writeFileSync(at('signer.pem'), await testSigner.publicKey());
  mkdirSync(at('unpacked'));
  for (const { name, bytes } of unzipped(zip)) writeFileSync(at(join('unpacked', name)), bytes);
});
afterEach(() => directory.remove());

async function moneytrail(...words: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const code = await run(words, {
    print: (line) => out.push(line),
    say: (line) => said.push(line),
    async write() {},
    progress: { begin: () => ({ show() {}, end() {} }) },
  });
  return { code, out: out.join('\n'), said: said.join('\n') };
}
const verify = (...words: string[]) => moneytrail('package', 'verify', ...words);

describe('given an untouched package', () => {
  test.each([
    ['package.zip', []],
    ['package.zip.jwe', ['--key', 'own.jwk']],
    ['unpacked', []],
  ])('when %s is verified, then nothing was changed', async (file, options) => {
    const trusted = ['--public-key', at('signer.pem')];
    const names = options.map((word) => (word.startsWith('--') ? word : at(word)));
    const { code, out } = await verify(at(file), ...names, ...trusted);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/nothing was changed/),
    });
    expect(out).toContain(await testSigner.keyId());
    expect(out).toContain('It is the key that you gave.');
  });

  test('when no public key is given, then it says that the key must be compared', async () => {
    expect((await verify(at('package.zip'))).out).toMatch(/compare its SHA-256/);
  });

  test('when JSON is asked for, then a script can read it', async () => {
    const { code, out } = await verify(at('package.zip'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      file: 'package.zip',
      unchanged: true,
      faults: [],
      recipient: 'ON-KINGSTON',
      signerTrusted: false,
    });
  });
});

describe('given a package that was changed', () => {
  test('when a byte of a file is another, then the file is named, and the exit code tells', async () => {
    const zip = readFileSync(at('package.zip'));
    zip[zip.indexOf('%PDF') + 1] = 0x51;
    writeFileSync(at('package.zip'), zip);
    const { code, out } = await verify(at('package.zip'));
    expect({ code, out }).toEqual({
      code: 1,
      out: 'package.zip: CHANGED\n  package.pdf: was changed',
    });
  });

  test('when files of a folder were changed, put in and taken away, then each is named', async () => {
    writeFileSync(at('unpacked/package.pdf'), '%PDX');
    writeFileSync(at('unpacked/more.txt'), 'more');
    rmSync(at('unpacked/README.txt'));
    const { out } = await verify(at('unpacked'), '--json');
    expect(JSON.parse(out).faults).toEqual([
      { file: 'package.pdf', fault: 'changed' },
      { file: 'README.txt', fault: 'missing' },
      { file: 'more.txt', fault: 'added' },
    ]);
  });

  test('when its manifest is no manifest, then it is named', async () => {
    writeFileSync(at(join('unpacked', manifestName)), '{}');
    expect((await verify(at('unpacked'))).out).toContain('manifest.json: was changed');
  });

  test('when a byte of the encrypted file is another, then it does not open', async () => {
    const jwe = readFileSync(at('package.zip.jwe'));
    jwe[jwe.length - 1] = jwe.at(-1) === 0x41 ? 0x42 : 0x41;
    writeFileSync(at('package.zip.jwe'), jwe);
    const { code, out } = await verify(at('package.zip.jwe'), '--key', at('own.jwk'));
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringMatching(/does not open/) });
  });
});

test.each([
  ['a file that is not there', ['nothing.zip'], /cannot be read/],
  ['an encrypted one without a key', ['package.zip.jwe'], /--key/],
  ['a public key in place of a private one', ['package.zip.jwe', '--key', 'signer.pem'], /JWK/],
  ['a private key in place of a public one', ['package.zip', '--public-key', 'own.jwk'], /PEM/],
])('given %s, then it is wrong usage', async (_, words, message) => {
  const names = words.map((word) => (word.startsWith('--') ? word : at(word)));
  const { code, said } = await verify(...names);
  expect({ code, said }).toEqual({ code: 2, said: expect.stringMatching(message) });
});

test('given the key of another recipient, then it does not open', async () => {
  const { code } = await verify(at('package.zip.jwe'), '--key', at('other.jwk'));
  expect(code).toBe(1);
});

describe('given nothing to rebuild', () => {
  const rebuild = (...words: string[]) => moneytrail('package', 'rebuild', ...words);

  test('when there is no data directory, then it says so', async () => {
    const { code, said } = await rebuild('disclosure-0123456789abcdef', '--data', at('none'));
    expect({ code, said }).toEqual({ code: 2, said: expect.stringMatching(/no data directory/) });
  });

  test('when the name is none of a disclosure, then it says so', async () => {
    expect(await rebuild('../package', '--data', at('none'))).toMatchObject({ code: 2 });
  });
});

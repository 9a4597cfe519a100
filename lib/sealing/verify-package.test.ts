import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { beforeAll, describe, expect, test } from 'vitest';
import { sealedPackage } from '../../test/support/sealed-package.ts';
import { testSigner } from '../../test/support/sealing-ports.ts';
import { keySigner } from '../signing/key-signer.ts';
import { manifestName, signatureName } from './manifest.ts';
import { unzipped, type ZipEntry, zipOf } from './package-zip.ts';
import { verifyFiles, verifyZip } from './verify-package.ts';

const publicKey = await testSigner.publicKey();

let zip: Uint8Array;
let entries: ZipEntry[];
beforeAll(async () => {
  zip = await sealedPackage({
    'package.pdf': Buffer.from('%PDF-1.7 a few words %%EOF'),
    'transactions.csv': Buffer.from('label,date\r\nT1,2026-11-20\r\n'),
  });
  entries = unzipped(zip);
});

const faultsOf = (bytes: Uint8Array) => verifyZip(bytes, publicKey).faults;

describe('given an untouched package', () => {
  test('when it is verified, then nothing is wrong, with the signer’s key or the one inside', () => {
    expect(faultsOf(zip)).toEqual([]);
    expect(verifyZip(zip).faults).toEqual([]);
    expect(verifyFiles(entries.toReversed(), publicKey).faults).toEqual([]);
    expect(verifyZip(zip).manifest).toMatchObject({ recipient: 'ON-KINGSTON', language: 'en' });
  });

  test('for any contents, then there is no false alarm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(faultsOf(await sealedPackage({ 'package.xml': bytes }))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('when another signer is trusted, then it is not from that one', async () => {
    const stranger = keySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    expect(verifyZip(zip, await stranger.publicKey()).faults).toEqual([
      { file: 'manifest.json', fault: 'another-signer' },
    ]);
  });
});

describe('given a package of which one file was changed', () => {
  const replaced = (name: string, bytes: Uint8Array) =>
    zipOf(entries.map((entry) => (entry.name === name ? { name, bytes } : entry)));
  const without = (name: string) => entries.filter((entry) => entry.name !== name);
  const bytesOf = (wanted: string) =>
    entries.find(({ name }) => name === wanted)?.bytes ?? new Uint8Array();

  test.each(['package.json', 'package.pdf', 'transactions.csv', 'signer.pem', 'README.txt'])(
    'when it is %s, then it is named',
    (file) => {
      const changed = replaced(file, Buffer.concat([bytesOf(file), Buffer.from(' ')]));
      expect(faultsOf(changed)).toEqual([{ file, fault: 'changed' }]);
      expect(faultsOf(zipOf(without(file)))).toEqual([{ file, fault: 'missing' }]);
    },
  );

  test('when it is the manifest, then the manifest or its signature is named', () => {
    const spaced = Buffer.from(`${Buffer.from(bytesOf(manifestName)).toString()}\n`);
    const named = [{ file: manifestName, fault: 'changed' }];
    expect(faultsOf(replaced(manifestName, spaced))).toEqual(named);
    const text = Buffer.from(bytesOf(manifestName)).toString();
    const other = Buffer.from(text.replace('"renderer":1', '"renderer":2'));
    expect(faultsOf(replaced(manifestName, other))).toEqual([
      { file: signatureName, fault: 'wrong-signature' },
    ]);
    expect(faultsOf(zipOf(without(manifestName)))).toEqual([
      { file: manifestName, fault: 'missing' },
    ]);
  });

  test('when the signature is gone, then it is named', () => {
    expect(faultsOf(zipOf(without(signatureName)))).toEqual([
      { file: signatureName, fault: 'missing' },
    ]);
  });

  test('when one was put in, then it is named', () => {
    const more = zipOf([...entries, { name: 'more.txt', bytes: Buffer.from('more') }]);
    expect(faultsOf(more)).toEqual([{ file: 'more.txt', fault: 'added' }]);
  });

  test('when two changed places, then the first is named', () => {
    const [first, second, ...others] = entries as [ZipEntry, ZipEntry, ...ZipEntry[]];
    expect(faultsOf(zipOf([second, first, ...others]))).toEqual([
      { file: second.name, fault: 'reordered' },
    ]);
  });

  test('when there are bytes outside of files, then their place is told', () => {
    expect(faultsOf(Buffer.concat([zip, Buffer.from('tail')]))).toEqual([
      { file: 'package.zip', fault: 'bytes-outside-files', at: zip.length },
    ]);
  });
});

/** A stream of numbers that is the same at every run. */
function numbersFrom(seed: number): (below: number) => number {
  const generator = xoroshiro128plus(seed);
  return (below) => (generator.next() >>> 0) % below;
}

type Tamper = (draw: (below: number) => number) => Uint8Array;
const tampers: Record<string, Tamper> = {
  'a flipped bit': (draw) => {
    const copy = Uint8Array.from(zip);
    const place = draw(copy.length);
    copy[place] = (copy[place] ?? 0) ^ (1 << draw(8));
    return copy;
  },
  'an end cut off': (draw) => zip.subarray(0, draw(zip.length)),
  'a byte more': (draw) => {
    const place = draw(zip.length + 1);
    return Buffer.concat([zip.subarray(0, place), Buffer.of(draw(256)), zip.subarray(place)]);
  },
  'a byte less': (draw) => {
    const place = draw(zip.length);
    return Buffer.concat([zip.subarray(0, place), zip.subarray(place + 1)]);
  },
  'a part written over': (draw) => {
    const [from, to] = [draw(zip.length - 64), draw(zip.length - 64)];
    const copy = Uint8Array.from(zip);
    copy.set(zip.subarray(from, from + 1 + draw(64)), to);
    return copy;
  },
  'contents of two files swapped': (draw) => {
    const [one, other] = [draw(entries.length), draw(entries.length)];
    const swapped = entries.map((entry, place) => ({
      name: entry.name,
      bytes: entries[place === one ? other : place === other ? one : place]?.bytes ?? entry.bytes,
    }));
    return zipOf(swapped);
  },
  'files in another order': (draw) => {
    const turned = draw(entries.length);
    return zipOf([...entries.slice(turned), ...entries.slice(0, turned)]);
  },
  'a file under another name': (draw) => {
    const renamed = draw(entries.length);
    return zipOf(
      entries.map(({ name, bytes }, place) => ({
        name: place === renamed ? `${name}${draw(10)}` : name,
        bytes,
      })),
    );
  },
  'a file twice': (draw) => {
    const { name, bytes } = entries[draw(entries.length)] ?? { name: 'x', bytes: zip };
    const placeholder = name.replace(/.$/, '~');
    const doubled = Buffer.from(zipOf([...entries, { name: placeholder, bytes }]));
    return Buffer.from(doubled.toString('latin1').replaceAll(placeholder, name), 'latin1');
  },
  'a file left out': (draw) => zipOf(entries.toSpliced(draw(entries.length), 1)),
};

test.each(Object.entries(tampers))('given %s a thousand times, then each is found', (_, tamper) => {
  const draw = numbersFrom(20_261_125);
  let untouched = 0;
  for (let round = 0; round < 1000; round += 1) {
    const tampered = tamper(draw);
    // What was written over with the same, or swapped with itself, is no tamper.
    const isSame = Buffer.compare(tampered, zip) === 0;
    if (isSame) untouched += 1;
    const where = `round ${round}`;
    // By the signer's key as by the one inside.
    const { faults } = verifyZip(tampered, round % 2 === 0 ? publicKey : undefined);
    expect(faults.length > 0, where).toBe(!isSame);
  }
  expect(untouched).toBeLessThan(300);
});

test('given a flipped bit within a file, then that file is named', () => {
  const draw = numbersFrom(7);
  for (const { name, bytes } of entries) {
    const begin = Buffer.from(zip).indexOf(bytes);
    for (let round = 0; round < 50; round += 1) {
      const copy = Uint8Array.from(zip);
      const place = begin + draw(bytes.length);
      copy[place] = (copy[place] ?? 0) ^ (1 << draw(8));
      const named = faultsOf(copy).map(({ file }) => file);
      // A digit of a digest in the manifest reads as another file and another signature.
      if (name === manifestName) expect(named.length).toBeGreaterThan(0);
      else expect(named).toEqual([name]);
    }
  }
});

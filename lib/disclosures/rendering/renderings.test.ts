import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { border, build, toronto } from '../../../test/support/build-test-package.ts';
import { knownShape } from '../../../test/support/known-shape.ts';
import { pdfPages, withoutSpaces } from '../../../test/support/pdf-text.ts';
import { plantedReports } from '../../../test/support/planted-reports.ts';
import { canonicalJson } from '../../canonical-json.ts';
import { digest } from '../../identifiers.ts';
import type { DisclosurePackage } from '../package.ts';
import { type Rendering, renderings } from './renderings.ts';

const run = promisify(execFile);
const directory = mkdtempSync(join(tmpdir(), 'moneytrail-renderings-'));
afterAll(() => rmSync(directory, { recursive: true }));

const bytesOf = (held: DisclosurePackage): Uint8Array => Buffer.from(canonicalJson(held));
const byName = (made: readonly Rendering[]) =>
  Object.fromEntries(made.map(({ name, bytes }) => [name, bytes])) as Record<
    Rendering['name'],
    Uint8Array
  >;

const french = { ...toronto, language: 'fr' } as const;
const strange: DisclosurePackage = (() => {
  const held = build();
  const aliases = ['Иван Петров', 'שלום כהן (12)', 'محمد الحسن', '王小明', 'A\u202e\u0007\ud800😀'];
  return { ...held, parties: held.parties.map((party) => ({ ...party, aliases })) };
})();

const packages: [string, DisclosurePackage][] = [
  ['an English police service', build()],
  ['a French police service', build(french)],
  ['an agency that is no police service', build(border)],
  ['people of all scripts', strange],
];

describe.each(packages)('given a frozen package for %s', (_, held) => {
  test('when it is rendered, then its own bytes are among the forms, untouched', async () => {
    const bytes = bytesOf(held);
    const made = await renderings(bytes);
    expect(made.map(({ name }) => name)).toEqual([
      'package.json',
      'package.pdf',
      'package.xml',
      'transactions.csv',
    ]);
    expect(made[0]?.bytes).toBe(bytes);
  });

  test('when it is rendered again, and by another process elsewhere, then every byte is the same', async () => {
    const file = join(directory, `${digest(canonicalJson(held))}.json`);
    writeFileSync(file, bytesOf(held));
    const digests = (await renderings(bytesOf(held))).map(({ bytes }) => digest(bytes));
    expect((await renderings(bytesOf(held))).map(({ bytes }) => digest(bytes))).toEqual(digests);
    const module = join(import.meta.dirname, 'renderings.ts');
    const script = `
      import { createHash } from 'node:crypto';
      import { readFileSync } from 'node:fs';
      const { renderings } = await import(${JSON.stringify(module)});
      const made = await renderings(readFileSync(${JSON.stringify(file)}));
      const hash = ({ bytes }) => createHash('sha256').update(bytes).digest('hex');
      console.log(JSON.stringify(made.map(hash)));`;
    const env = { TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' };
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '--disable-warning=ExperimentalWarning', '--eval', script],
      { env, cwd: tmpdir() },
    );
    expect(JSON.parse(stdout)).toEqual(digests);
  });
});

test('given bytes that are no package, then nothing is rendered', async () => {
  const more = { ...build(), score: 21 };
  await expect(renderings(Buffer.from(JSON.stringify(more)))).rejects.toThrow();
});

test('for any case, nothing that was planted where it must not leave is in any form', async () => {
  await fc.assert(
    fc.asyncProperty(
      plantedReports,
      fc.constantFrom(toronto, border, french),
      async ({ file, secrets }, planned) => {
        const held = build(planned, [file]);
        const made = byName(await renderings(bytesOf(held)));
        const pdf = (await pdfPages(made['package.pdf'])).join('');
        const others = [made['package.json'], made['package.xml'], made['transactions.csv']];
        const texts = [pdf, ...others.map((bytes) => Buffer.from(bytes).toString('utf8'))];
        for (const text of texts.map(withoutSpaces)) {
          for (const secret of [...secrets, '21.75', 'HT-SEX-001']) {
            expect(text).not.toContain(withoutSpaces(secret));
          }
        }
        // Whoever plays a part is there: the search above can find what it looks for.
        expect(withoutSpaces(pdf)).toContain('AlexEXAMPLE');
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);

describe('given a package of 80 reports and 260 transactions', () => {
  const held = knownShape({ reports: 80, transactions: 260 });

  test('when it is rendered, then every transaction is in every form', async () => {
    const made = byName(await renderings(bytesOf(held)));
    const pdf = withoutSpaces((await pdfPages(made['package.pdf'])).join(''));
    const xml = Buffer.from(made['package.xml']).toString('utf8');
    const csv = Buffer.from(made['transactions.csv']).toString('utf8');
    expect(held.transactions).toHaveLength(260);
    expect(held.reports).toHaveLength(80);
    for (const { number } of held.transactions) {
      expect(pdf).toContain(number);
      expect(xml).toContain(`<internal_ref_number>${number}</internal_ref_number>`);
      expect(csv).toContain(`"${number}"`);
    }
  }, 60_000);
});

test('given a package of 5,000 transactions, then it is rendered all the same', async () => {
  const held = knownShape({ reports: 1500, transactions: 5000 });
  const made = byName(await renderings(bytesOf(held)));
  const csv = Buffer.from(made['transactions.csv']).toString('utf8');
  expect(csv.trimEnd().split('\r\n')).toHaveLength(5001);
  expect(Buffer.from(made['package.pdf']).subarray(-6).toString()).toContain('%%EOF');
}, 240_000);

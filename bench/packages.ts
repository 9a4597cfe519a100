import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { parseArgs } from 'node:util';
import { canonicalJson } from '../lib/canonical-json.ts';
import { disclosurePackageSchema } from '../lib/disclosures/package.ts';
import { rendering, renderingNames } from '../lib/disclosures/rendering/renderings.ts';
import { knownShape } from '../test/support/known-shape.ts';

/*
 * `npm run bench:packages`: what it takes to render a frozen package in every form, of 260 transactions
 * as one is, and of 5,000. Each is done in a process of its own, cold: reading the fonts is part of it.
 * The baseline is reading the same package: its JSON parsed, checked by its schema and written again.
 * Times are of the processor. Progress goes to standard error; the last line on standard output is one
 * JSON object.
 */

type Measured = {
  transactions: number;
  packageBytes: number;
  /** Of each form. */
  forms: Record<string, { seconds: number; bytes: number }>;
  seconds: number;
  baselineSeconds: number;
  peakRssMb: number;
};

const { values } = parseArgs({ options: { render: { type: 'string' } } });
if (values.render) console.log(JSON.stringify(await measure(values.render)));
else compare();

function compare() {
  const directory = mkdtempSync(join(tmpdir(), 'moneytrail-packages-'));
  const sizes = [
    { reports: 80, transactions: 260 },
    { reports: 1500, transactions: 5000 },
  ];
  const measured = sizes.map((size) => {
    const file = join(directory, `${size.transactions}.json`);
    writeFileSync(file, canonicalJson(knownShape(size)));
    const one = inAProcessOfItsOwn(file);
    console.error(
      `${one.transactions} transactions: ${one.seconds} s, ${one.peakRssMb} MB at most, ${(one.seconds / one.baselineSeconds).toFixed(0)} times reading the package`,
    );
    return one;
  });
  rmSync(directory, { recursive: true });
  const [small] = measured;
  const ratio = small && Number((small.seconds / small.baselineSeconds).toFixed(1));
  const baseline = 'parse, validate and write package.json';
  console.log(JSON.stringify({ bench: 'packages', measured, baseline, ratioTo: ratio }));
}

function inAProcessOfItsOwn(file: string): Measured {
  const { NODE_OPTIONS: _, ...plain } = env;
  const script = join(import.meta.dirname, 'packages.ts');
  const printed = execFileSync(process.execPath, [script, '--render', file], {
    encoding: 'utf8',
    env: plain,
  });
  return JSON.parse(printed);
}

async function measure(file: string): Promise<Measured> {
  const bytes = readFileSync(file);
  const forms: Measured['forms'] = {};
  const begun = processorSeconds();
  for (const name of renderingNames) {
    const before = processorSeconds();
    const made = await rendering(name, bytes);
    forms[name] = { seconds: rounded(processorSeconds() - before), bytes: made.bytes.length };
  }
  const seconds = rounded(processorSeconds() - begun);
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const before = processorSeconds();
  const held = disclosurePackageSchema.parse(JSON.parse(bytes.toString('utf8')));
  canonicalJson(held);
  const baselineSeconds = rounded(processorSeconds() - before);
  const { length: packageBytes } = bytes;
  const transactions = held.transactions.length;
  return { transactions, packageBytes, forms, seconds, baselineSeconds, peakRssMb };
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function rounded(seconds: number): number {
  return Number(seconds.toFixed(3));
}

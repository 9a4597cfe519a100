import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import type { KeptPackage, Rebuilt } from '../../lib/sealing/rebuild-package.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usage } from './failure.ts';
import { readKeptPackage } from './kept-packages.ts';
import { plainText } from './plain-text.ts';
import type { Terminal } from './terminal.ts';

type Options = { data: string; out?: string; json?: true };

/** `moneytrail package rebuild`: makes a package that left anew and compares every byte. */
export const packageRebuildCommand = (terminal: Terminal, end: (code: ExitCode) => void): Command =>
  new Command('rebuild')
    .description('make a package that left anew from what was frozen, and compare every byte')
    .argument('<disclosure>', 'disclosure-0123456789abcdef')
    .option('--data <directory>', 'of a stack on this machine, whether it runs or not', '.data')
    .option('--out <directory>', 'where to write the rebuilt package.zip')
    .option('--json', 'one JSON object on standard output')
    .action(async (disclosureId: string, { data, out, json }: Options) => {
      const kept = await readKeptPackage(disclosureId, data);
      const rebuilt = await rebuild(kept);
      const file = out === undefined ? undefined : await write(out, kept, rebuilt);
      terminal.print(json ? asJson(kept, rebuilt, file) : inWords(kept, rebuilt, file));
      end(rebuilt.difference ? exitCodes.refused : exitCodes.done);
    })
    .addHelpText(
      'after',
      `
With PACKAGES_BUCKET set, that bucket is read, with the AWS credentials of the environment. Exit
code 1: the rebuilt package is not the one that was sent.`,
    );

async function rebuild(kept: KeptPackage): Promise<Rebuilt> {
  // Loaded only by who needs them: they take longer than most commands.
  const [{ rebuildPackage }, { rendererVersion, renderings }] = await Promise.all([
    import('../../lib/sealing/rebuild-package.ts'),
    import('../../lib/disclosures/rendering/renderings.ts'),
  ]);
  try {
    return await rebuildPackage(kept, { version: rendererVersion, render: renderings });
  } catch (cause) {
    throw usage(`What is kept of ${plainText(kept.disclosureId)} was altered`, { cause });
  }
}

async function write(out: string, { disclosureId }: KeptPackage, { zip }: Rebuilt) {
  await mkdir(out, { recursive: true });
  const file = join(out, `${disclosureId}.zip`);
  await writeFile(file, zip);
  return file;
}

function asJson({ disclosureId }: KeptPackage, rebuilt: Rebuilt, file: string | undefined): string {
  const { zipDigest, difference, renderer } = rebuilt;
  return JSON.stringify({
    disclosureId,
    equal: !difference,
    zipDigest,
    difference,
    renderer,
    file,
  });
}

function inWords({ disclosureId }: KeptPackage, rebuilt: Rebuilt, file: string | undefined) {
  const { zipDigest, difference, renderer } = rebuilt;
  const written = file === undefined ? [] : [`  written to ${plainText(file)}`];
  if (!difference) {
    return [
      `${disclosureId}: rebuilt, bit for bit what was sent`,
      `  SHA-256 ${zipDigest}`,
      ...written,
    ].join('\n');
  }
  const { sent, here } = renderer;
  return [
    `${disclosureId}: rebuilt, and NOT what was sent`,
    `  ${plainText(difference.file)} differs, first at byte ${difference.at}`,
    ...(sent === here ? [] : [`  it was made by renderer ${sent}; this is renderer ${here}`]),
    ...written,
  ].join('\n');
}

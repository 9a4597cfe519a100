import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { canonicalJson } from '../lib/canonical-json.ts';
import { renderings } from '../lib/disclosures/rendering/renderings.ts';
import { digest } from '../lib/identifiers.ts';
import { build } from '../test/support/build-test-package.ts';
import { asDeployed, fonts } from './bundle.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'moneytrail-renderer-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('given the renderer bundled as it is deployed, fonts beside it, then it makes the same bytes', async () => {
  const held = build();
  const names = ['Łukasz', 'שלום כהן', '王小明'];
  const parties = held.parties.map((party) => ({ ...party, aliases: names }));
  const bytes = Buffer.from(canonicalJson({ ...held, parties }));
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  writeFileSync(join(directory, 'frozen.json'), bytes);
  buildSync({
    entryPoints: [join(root, 'lib/disclosures/rendering/renderings.ts')],
    outfile: join(directory, 'index.mjs'),
    ...asDeployed,
  });
  for (const { from, to, holds } of fonts) {
    cpSync(join(root, from), join(directory, to), {
      recursive: true,
      filter: (source) => statSync(source).isDirectory() || holds(source),
    });
  }
  const script = `
    import { createHash } from 'node:crypto';
    import { readFileSync } from 'node:fs';
    const { renderings } = await import('./index.mjs');
    const made = await renderings(readFileSync('frozen.json'));
    console.log(JSON.stringify(made.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))));`;
  writeFileSync(join(directory, 'run.mjs'), script);
  const { stdout } = await run(process.execPath, ['run.mjs'], { cwd: directory });
  expect(JSON.parse(stdout)).toEqual((await renderings(bytes)).map((one) => digest(one.bytes)));
});

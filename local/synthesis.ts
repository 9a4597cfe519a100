import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '..');
const cache = join(root, 'node_modules', '.cache', 'moneytrail');
/** Enough that one a stack is still running on is not removed by the next few changes. */
const keptAssemblies = 10;

/** What the template and the bundles are made of. */
const sources = [
  '{infra,functions,lib,events,rules}/**/*',
  'docs/openapi.json',
  'cdk.json',
  'package-lock.json',
];

/**
 * The CDK app's cloud assembly: template and bundles. Kept by a hash of their sources, so only a
 * change is synthesized again.
 *
 * @param onSynthesis called when it has to be made, which takes several seconds.
 */
export async function synthesize(onSynthesis: () => void = () => {}): Promise<string> {
  const hash = hashOfSources();
  const directory = join(cache, hash);
  if (existsSync(directory)) {
    // Marks it as in use, for the removal of old ones.
    utimesSync(directory, new Date(), new Date());
    return directory;
  }
  onSynthesis();
  mkdirSync(cache, { recursive: true });
  const unfinished = join(cache, `unfinished-${randomUUID()}`);
  await runApp(unfinished);
  // Made while somebody was editing: good for this start, but not what the hash stands for.
  if (hashOfSources() !== hash) return unfinished;
  // Complete or absent: whoever was faster with the same sources made the same assembly.
  await rename(unfinished, directory).catch(() => rm(unfinished, { recursive: true }));
  await removeOldAssemblies();
  return directory;
}

function hashOfSources(): string {
  const files = globSync(sources, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts') && statSync(join(root, file)).isFile())
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

async function runApp(directory: string): Promise<void> {
  const child = spawn(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: directory },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [errors, code] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (code === 0) return;
  await rm(directory, { recursive: true, force: true });
  throw new Error(`The CDK app in infra/ could not be synthesized:\n${errors}`);
}

async function removeOldAssemblies(): Promise<void> {
  const byAge = readdirSync(cache)
    .map((name) => ({ path: join(cache, name), at: statSync(join(cache, name)).mtimeMs }))
    .sort((one, other) => other.at - one.at);
  const old = byAge.slice(keptAssemblies);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}

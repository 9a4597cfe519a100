import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendLeaves } from '../lib/audit/append-leaves.ts';
import { readCheckpoint } from '../lib/audit/checkpoint.ts';
import { leafBytes } from '../lib/audit/leaf.ts';
import { proveLeaf } from '../lib/audit/prove.ts';
import { leafNumber, leavesUpTo, memoryAuditLog, testSigner } from './support/memory-audit-log.ts';

/* What docs/audit.md tells an outsider to type, typed. */

const page = readFileSync(new URL('../docs/audit.md', import.meta.url), 'utf8');
const [signed = '', included = ''] = [...page.matchAll(/```sh\n([^`]+)```/g)].map(
  ([, script = '']) => script,
);

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-outsider-'));
const log = memoryAuditLog();
beforeAll(async () => {
  for (const size of [100, 300]) await appendLeaves(log.ports, leavesUpTo(size));
  writeFileSync(join(directory, 'key.pem'), await testSigner.publicKey());
  writeFileSync(join(directory, 'checkpoint'), log.held.objects.get('checkpoint') ?? '');
  writeFileSync(join(directory, 'included.sh'), included);
});
afterAll(() => rmSync(directory, { recursive: true }));

function shell(...words: string[]): string {
  try {
    return execFileSync('sh', words, { cwd: directory, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch (failure) {
    return (failure as { stdout: string }).stdout.trim();
  }
}

test('given a checkpoint, then openssl alone tells who signed it', () => {
  expect(shell('-c', signed)).toBe('Verified OK');
  const file = join(directory, 'checkpoint');
  const note = readFileSync(file, 'utf8');
  writeFileSync(file, note.replace('300', '299'));
  expect(shell('-c', signed)).toMatch(/^Verification failure/i);
  writeFileSync(file, note);
});

test.each([0, 1, 254, 255, 256, 299])(
  'given leaf %i, then openssl alone tells that it is in the log, and no other in its place',
  async (index) => {
    const { proof, size, checkpoint } = await proveLeaf(log.ports, { index });
    const base64 = (bytes: Uint8Array = Buffer.of()) => Buffer.from(bytes).toString('base64');
    const root = base64(readCheckpoint(checkpoint)?.root);
    const ask = (leaf: Uint8Array) => {
      writeFileSync(join(directory, 'leaf'), leaf);
      const words = [
        String(index),
        String(size),
        'leaf',
        root,
        ...proof.map((hash) => base64(hash)),
      ];
      return shell('included.sh', ...words);
    };
    expect(ask(leafBytes(leafNumber(index)))).toBe('included');
    expect(ask(leafBytes(leafNumber(index + 1)))).toBe('not included');
  },
);

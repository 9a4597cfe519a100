import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UploadStatusView } from '../lib/http/upload-view.ts';
import type { RunningStack } from '../local/stack.ts';
import { type Bank, bankOf } from './support/bank.ts';
import { expectAllQuiet, startQuietStack } from './support/quiet-stack.ts';
import { filedReport, ndjsonBatch } from './support/reports.ts';

/* A long file, sent by the command to the whole stack, and the command killed in the middle of it. */

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-resumed-'));
const program = fileURLToPath(new URL('../local/moneytrail.ts', import.meta.url));
let stack: RunningStack;
let stop: () => Promise<void>;
let bank: Bank;

beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
  bank = await bankOf(stack);
}, 120_000);
afterAll(async () => {
  await stop();
  rmSync(directory, { recursive: true, force: true });
});

function moneytrail(...words: string[]): ChildProcess {
  const env = { ...process.env, MONEYTRAIL_API: stack.url };
  return spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(command: ChildProcess) {
  const [out, [code]] = await Promise.all([
    command.stdout ? text(command.stdout) : '',
    once(command, 'exit'),
  ]);
  return { out, code: Number(code) };
}

/** What the only upload there is has come to; undefined until it is asked for. */
async function progress(): Promise<UploadStatusView | undefined> {
  const [batch] = await bank.batches();
  if (!batch) return undefined;
  return JSON.parse((await bank.ask(`/v1/uploads/${batch.batchId}`)).text) as UploadStatusView;
}

test('given a command that is killed while it sends, when it is run again, then all counts once', async () => {
  const filling = Array.from({ length: 130 }, () => randomBytes(250_000).toString('hex'));
  const path = join(directory, 'night.ndjson');
  writeFileSync(
    path,
    ndjsonBatch([filedReport(), ...filling, filedReport({ reference: 'STR-2' })]),
  );

  const first = moneytrail('submit', path, '--as-is');
  const gone = once(first, 'exit');
  for (;;) {
    const { arrived = [] } = (await progress()) ?? {};
    if (arrived.length > 0 || first.exitCode !== null) break;
    await wait(5);
  }
  first.kill('SIGKILL');
  await gone;
  const { status, parts, arrived = [] } = (await progress()) ?? {};
  expect(status).toBe('awaiting-upload');
  expect(parts?.count).toBe(8);

  const again = await ended(moneytrail('submit', path, '--as-is', '--wait', '--json'));
  expect(again.code).toBe(3);
  const batch = JSON.parse(again.out);
  expect(batch).toMatchObject({
    status: 'completed',
    counts: { submitted: 132, accepted: 2, rejected: 130, pending: 0 },
  });
  expect(arrived.length).toBeGreaterThan(0);

  const third = await ended(moneytrail('submit', path, '--as-is', '--json'));
  expect(JSON.parse(third.out)).toEqual(batch);
  expect(await bank.batches()).toHaveLength(1);
  await expectAllQuiet(stack, [bank]);
}, 120_000);

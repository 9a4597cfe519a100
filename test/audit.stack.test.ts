import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Leaf } from '../lib/audit/leaf.ts';
import type { UserName } from '../local/identity.ts';
import { sampleBatches, submitSample } from '../local/samples.ts';
import type { RunningStack } from '../local/stack.ts';
import { startQuietStack } from './support/quiet-stack.ts';

/* What people read and decide, and what an auditor finds of it, on the whole stack. In the order told. */

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-auditor-'));
const program = fileURLToPath(new URL('../local/moneytrail.ts', import.meta.url));
let stack: RunningStack;
let stop: () => Promise<void>;
let caseId = '';

beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
  for (const sample of sampleBatches()) {
    await submitSample(stack, sample);
    await stack.idle();
    const { cases } = (await ask('approver', '/v1/cases')).body;
    if (cases.length > 0) return;
  }
  throw new Error('the samples make no case');
}, 180_000);
afterAll(async () => {
  await stop();
  rmSync(directory, { recursive: true });
});

async function ask(user: UserName, path: string, method = 'GET') {
  const answer = await fetch(new URL(path, stack.url), {
    method,
    headers: { authorization: `Bearer ${await stack.signIn(user)}` },
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

async function leaves(query = ''): Promise<Leaf[]> {
  await stack.idle();
  const { status, body } = await ask('auditor', `/v1/audit${query}`);
  expect(status).toBe(200);
  return body.leaves.map(({ leaf }: { leaf: Leaf }) => leaf);
}

const moneytrail = (...words: string[]) =>
  new Promise<{ code: number; out: string }>((resolve) => {
    const all = [program, 'audit', ...words, '--data-directory', stack.dataDirectory];
    execFile(process.execPath, all, (error, out) =>
      resolve({ code: Number(error?.code ?? 0), out: out.trim() }),
    );
  });

test('given an analyst who lists and claims, then each is a leaf that names the case', async () => {
  const { cases } = (await ask('analyst', '/v1/cases')).body;
  caseId = cases[0].case.caseId;
  expect((await ask('analyst', `/v1/cases/${caseId}/claim`, 'POST')).status).toBe(200);
  const found = await leaves(`?about=${caseId}`);
  expect(found.map(({ kind, act, actor }) => [kind, act, actor]).toSorted()).toEqual([
    ['decision', 'claim', 'analyst'],
    ['read', 'GET /v1/cases', 'analyst'],
    ['read', 'GET /v1/cases', 'approver'],
  ]);
});

test('given an auditor who looks, then that is a leaf as well', async () => {
  expect(await leaves('?actor=auditor')).toMatchObject([
    { act: 'GET /v1/audit', about: [caseId], roles: ['auditor'] },
  ]);
});

test('given a refused request, then nothing was shown, and nothing is logged', async () => {
  expect((await ask('recipient', `/v1/cases/${caseId}`)).status).toBe(403);
  expect((await ask('analyst', '/v1/audit')).status).toBe(403);
  expect(await leaves('?actor=recipient')).toEqual([]);
});

test('then the log verifies, of the stack and of a copy, and grew since it was kept', async () => {
  const since = join(directory, 'kept');
  const { checkpoint, publicKey } = (await ask('auditor', '/v1/audit/checkpoint')).body;
  writeFileSync(since, checkpoint);
  await ask('analyst', `/v1/cases/${caseId}`);
  await stack.idle();
  const live = await moneytrail('verify', '--since', since, '--json');
  expect(live.code).toBe(0);
  expect(JSON.parse(live.out)).toMatchObject({ isSigned: true, grownFrom: expect.any(Number) });

  const copy = join(directory, 'copy');
  const key = join(directory, 'key.pem');
  writeFileSync(key, publicKey);
  await moneytrail('copy', copy);
  const verify = ['verify', '--from', copy, '--public-key', key, '--since', since];
  expect((await moneytrail(...verify)).out).toMatch(/each as it was recorded/);

  const { size } = JSON.parse(live.out);
  const bundle = join(copy, `tile/entries/000.p/${size}`);
  const bytes = readFileSync(bundle, 'latin1').replace('"analyst"', '"analysT"');
  writeFileSync(bundle, bytes, 'latin1');
  expect(await moneytrail(...verify)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^Leaf \d+ was edited\.$/),
  });
});

test('then no leaf holds more than ids', async () => {
  const known = [
    'id',
    'kind',
    'at',
    'actor',
    'act',
    'about',
    'digest',
    'roles',
    'requestId',
    'status',
  ];
  for (const leaf of await leaves()) {
    expect(known).toEqual(expect.arrayContaining(Object.keys(leaf)));
    for (const id of leaf.about) {
      expect(id).toMatch(/^[a-z]+[-:][0-9a-f]{16,24}$|^(analyst|auditor|recipient)$/);
    }
  }
});

import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { verifyLog } from '../lib/audit/verify/verify-log.ts';
import type { CaseView } from '../lib/cases/api.ts';
import { openBucket } from '../local/cli/audit-bucket.ts';
import { type Colleague, colleague } from '../local/demo/colleague.ts';
import { collectPackages } from '../local/demo/collect-packages.ts';
import { sampleBatches, submitSample } from '../local/samples.ts';
import { startStack } from '../local/stack.ts';
import { type Apart, type Death, endAllApart, startApart } from './support/dying-stack.ts';
import { findingsOf } from './support/findings.ts';

/*
 * The whole stack is killed (kill -9) in the middle of each of its stages, again and again, and must
 * end with the same findings as one that was left in peace. The credit union's batches are enough:
 * they hold one story, and ordinary life.
 */

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-killed-'));
const samples = sampleBatches().filter(({ file }) => file.startsWith('lakeshore'));
let port: number;
let undisturbed: Awaited<ReturnType<typeof findingsOf>>;

beforeAll(async () => {
  port = await freePort();
  const stack = await startStack({ dataDirectory: join(directory, 'undisturbed') });
  for (const sample of samples) await submitSample(stack, sample);
  await stack.idle();
  undisturbed = await findingsOf(await colleague(stack, 'analyst'));
  await stack.stop();
}, 180_000);

afterEach(endAllApart);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const killed = join(directory, 'killed');

const inTheMiddleOf: Death[] = [
  'submit-batch',
  'ingest-batch',
  'evaluate-subjects',
  'assemble-disclosure',
].flatMap((during) => [2, 60, 350].map((afterMilliseconds) => ({ during, afterMilliseconds })));

test('given a stack that dies in each stage, when it is started again, then it finds the same', async () => {
  const deaths: string[] = [];
  for (const death of inTheMiddleOf) {
    const stack = await startApart(killed, port, death);
    await submitAll(stack);
    deaths.push(await Promise.race([stack.ended, wait(20_000, 'still alive')]));
    await stack.stop();
  }
  // A stage that has nothing left to do cannot be died in; every stage must have been.
  for (const during of new Set(inTheMiddleOf.map((death) => death.during))) {
    const ends = deaths.filter((_, index) => inTheMiddleOf[index]?.during === during);
    expect(ends, during).toContain('SIGKILL');
  }
  const stack = await startApart(killed, port);
  await submitAll(stack);
  await stack.idle();
  expect(await findingsOf(await colleague(stack, 'analyst'))).toEqual(undisturbed);
  await stack.stop();
}, 300_000);

test('given a stack that dies while people decide, when they ask again, then each decision stands once', async () => {
  const acts = ['claim', 'submit', 'approve'] as const;
  for (const act of acts) {
    const dying = await startApart(killed, port, { during: 'decide-case', afterMilliseconds: 2 });
    await decide(dying, act).catch(() => undefined);
    expect(await Promise.race([dying.ended, wait(10_000, 'still alive')])).toBe('SIGKILL');
    const stack = await startApart(killed, port);
    await decide(stack, act);
    await stack.stop();
  }
  for (const during of ['dispatch-disclosure', 'record-audit']) {
    const stack = await startApart(killed, port, { during, afterMilliseconds: 5 });
    await Promise.race([stack.ended, wait(5000)]);
    await stack.stop();
  }

  const stack = await startApart(killed, port);
  const analyst = await colleague(stack, 'analyst');
  const decisions = await untilDispatched(analyst);
  expect(decisions.map(({ kind }) => kind)).toEqual([...acts]);
  const approved = decisions.find(({ kind }) => kind === 'approve')?.disclosures ?? [];
  const collected = await collectPackages(stack, join(directory, 'out'));
  expect(collected.map(({ recipient }) => recipient).sort()).toEqual(
    approved.map(({ recipient }) => recipient).sort(),
  );
  await stack.idle();
  const log = openBucket(killed);
  const verdict = await verifyLog(log, { publicKey: await log.publicKey() });
  expect(verdict.size).toBeGreaterThan(acts.length + collected.length);
  expect(verdict).not.toHaveProperty('fault');
  await stack.stop();
}, 300_000);

/** Sends all samples; whoever finds nobody at home has sent for nothing, and will send again. */
async function submitAll(stack: Apart): Promise<void> {
  for (const sample of samples) await submitSample(stack, sample).catch(() => undefined);
}

async function decide(stack: Apart, act: 'claim' | 'submit' | 'approve'): Promise<void> {
  const person = await colleague(stack, act === 'approve' ? 'approver' : 'analyst');
  const path = `/v1/cases/${theCase()}`;
  const { case: held, decisions } = await person.get<CaseView>(path);
  // The stack may have died after it had decided.
  if (decisions.some(({ kind }) => kind === act)) return;
  const { revision } = held;
  if (act === 'claim') await person.post(`${path}/claim`, {});
  if (act === 'submit') {
    const grounds = 'Small frequent sends to few receivers in the evening; synthetic data.';
    await person.post(`${path}/submit`, { revision, grounds });
  }
  if (act === 'approve') await person.post(`${path}/approve`, { revision, reason: 'Agreed.' });
}

/** The sweeper sends what a death left unsent, once that is a minute old. */
async function untilDispatched(analyst: Colleague): Promise<CaseView['decisions']> {
  for (;;) {
    const { decisions } = await analyst.get<CaseView>(`/v1/cases/${theCase()}`);
    const approved = decisions.find(({ kind }) => kind === 'approve')?.disclosures ?? [];
    const path = '/v1/disclosures?status=dispatched';
    const { disclosures } = await analyst.get<{ disclosures: unknown[] }>(path);
    if (approved.length > 0 && disclosures.length === approved.length) return decisions;
    await wait(500);
  }
}

/** The story that the credit union's batches hold whole. */
function theCase(): string {
  const found = undisturbed.cases.find(({ typology }) => typology === 'online-child-exploitation');
  if (!found) throw new Error('the story is not a case');
  return found.caseId;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

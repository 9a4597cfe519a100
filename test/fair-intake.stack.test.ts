import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BatchView } from '../lib/http/batch-view.ts';
import { run } from '../local/cli/run.ts';
import { reasonableConcurrency } from '../local/functions/fleet.ts';
import { type RunningStack, startStack } from '../local/stack.ts';
import { type Answer, type Bank, bankOf } from './support/bank.ts';
import { otherEntitysBatch } from './support/other-entity.ts';
import { ndjsonBatch, withdrawal } from './support/reports.ts';

/* That one entity's work does not stand in another's way, on the whole stack. */

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-fair-'));
const limits = {
  default: {
    batchesPerMinute: 1000,
    bytesPerMinute: 2 ** 30,
    waitingRecords: 1_000_000,
    expectedRecordsPerMinute: 60_000,
  },
  // Twelve at once, and one more every five seconds.
  entities: { 7654321: { batchesPerMinute: 12 } },
};
let stack: RunningStack;
let large: Bank;
let small: Bank;
const started: string[] = [];

beforeAll(async () => {
  stack = await startStack({
    dataDirectory: join(directory, 'data'),
    environment: { TURN_SECONDS: '0.001', INTAKE_LIMITS: JSON.stringify(limits) },
    onStart: (name) => started.push(name),
  });
  large = await bankOf(stack, 'reporting-entity');
  small = await bankOf(stack, 'other-reporting-entity');
}, 120_000);
afterAll(async () => {
  await stack.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Five blocks of withdrawals, which cost a block its time and leave nothing to be judged. */
const longBatch = (name: string) =>
  gzipSync(
    ndjsonBatch(
      Array.from({ length: 45_000 }, (_, at) => withdrawal(`${name}-${at}`)),
      name,
    ),
  );
/** As many as the stack works on at once. */
const longNames = Array.from({ length: reasonableConcurrency(4) }, (_, at) => `L${at}`);

test('given as many long batches as are worked on at once, when somebody else sends a short one, then it is done before any of them', async () => {
  const ids: string[] = [];
  for (const name of longNames) {
    const { text } = await large.send(longBatch(name), { encoding: 'gzip' });
    ids.push((JSON.parse(text) as BatchView).batchId);
  }
  const { text } = await small.send(otherEntitysBatch('S1', 3));
  const { status } = await small.outcome((JSON.parse(text) as BatchView).batchId);
  expect(status).toBe('completed');
  for (const id of ids) expect((await large.batch(id)).counts.pending).toBeGreaterThan(0);
  await stack.idle();
  for (const id of ids) {
    const { counts } = await large.batch(id);
    expect(counts).toMatchObject({ pending: 0, acceptedWithWarnings: 45_000 });
  }
}, 300_000);

describe('given an entity that has sent all it may for now', () => {
  let refused: Answer;
  beforeAll(async () => {
    refused = await untilHeldBack();
  }, 60_000);

  test('then it is told when to come again, and another entity is not held back', async () => {
    expect(refused.problem.type).toBe('/problems/too-many-requests');
    const seconds = refused.headers.get('retry-after') ?? '';
    expect(seconds).toMatch(/^[1-5]$/);
    expect((await large.send(ndjsonBatch([withdrawal()], 'free'))).status).toBe(202);
  });

  test('when the command submits, then it waits as long as it is told, and succeeds', async () => {
    const path = join(directory, 'later.ndjson');
    writeFileSync(path, otherEntitysBatch('U1', 1));
    await untilHeldBack();
    const asked = () => started.filter((name) => name === 'submit-batch').length;
    const before = asked();
    const words = ['submit', path, '--api', stack.url, '--user', 'other-reporting-entity'];
    expect(await run(words, silentTerminal)).toBe(0);
    // Held back at first, then taken.
    expect(asked() - before).toBe(2);
  }, 60_000);
});

async function untilHeldBack(): Promise<Answer> {
  for (;;) {
    const answer = await small.send(otherEntitysBatch(crypto.randomUUID(), 1));
    if (answer.status === 429) return answer;
  }
}

const silentTerminal = {
  print: () => {},
  say: () => {},
  write: async () => {},
  progress: { begin: () => ({ show: () => {}, end: () => {} }) },
};

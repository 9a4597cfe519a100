import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BatchView } from '../lib/http/batch-view.ts';
import { ledgerKey } from '../lib/identifiers.ts';
import { run } from '../local/cli/run.ts';
import { type RunningStack, type StackOptions, startStack } from '../local/stack.ts';
import { bankOf } from './support/bank.ts';
import { filedReport, ndjsonBatch } from './support/reports.ts';

/* What cannot be done is kept apart, the rest goes on, and a person can see it and send it again. */

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-dead-letters-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const queues = ['audit', 'disclosure', 'dispatch', 'evaluation', 'information', 'intake'];
/** It holds what nobody may be told of. */
const poison = '{"surname":"ZEBRASON"}';

let stack: RunningStack;
const start = async (dataDirectory: string, environment: StackOptions['environment'] = {}) => {
  stack = await startStack({ dataDirectory, redeliverAfterSeconds: 3, environment });
};

/** Runs a command against the stack; what it printed is JSON, one a line. */
async function moneytrail(...words: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const code = await run([...words, '--data-directory', stack.dataDirectory], {
    print: (line) => out.push(line),
    say: (line) => said.push(line),
    write: async () => {},
    progress: { begin: () => ({ show: () => {}, end: () => {} }) },
  });
  return { code, out, said: said.join('\n'), told: () => out.map((line) => JSON.parse(line)) };
}

const counts = async () => {
  const { told } = await moneytrail('dlq', 'list', '--json');
  return Object.fromEntries(told().map(({ queue, count }) => [queue, count]));
};

describe('given one poisoned message in every queue', () => {
  const [poisoned, other] = [ledgerKey('party', 'poisoned'), ledgerKey('party', 'other')];
  beforeAll(async () => {
    await start(join(directory, 'poisoned'));
    for (const name of queues) await send(name, poison, poisoned);
    // Behind the poison, in its group and in another; of a subject of whom nothing is known.
    for (const subject of [poisoned, other]) {
      const message = JSON.stringify({ type: 'subject-evaluated', subject });
      await send('disclosure', message, subject);
    }
    const bank = await bankOf(stack);
    const { status } = await bank.submit([filedReport()]);
    expect(status).toBe('completed');
    await stack.idle();
  }, 180_000);
  afterAll(() => stack.stop());

  test('then that one is among the dead letters of its queue, and all else was done', async () => {
    expect(await counts()).toEqual(Object.fromEntries(queues.map((name) => [name, 1])));
    for (const { waiting, inFlight, name } of await stack.queues()) {
      expect([name, waiting + inFlight]).toEqual([name, name.includes('DeadLetters') ? 1 : 0]);
    }
  });

  test.each(queues)(
    'when the %s queue is shown, then nothing of what it holds is',
    async (name) => {
      const { code, out, told } = await moneytrail('dlq', 'show', name, '--json');
      expect(code).toBe(0);
      expect(told()).toEqual([
        {
          messageId: expect.any(String),
          sentAt: expect.any(String),
          receiveCount: expect.any(Number),
          error: 'ZodError',
          type: 'unreadable',
          ids: { characters: poison.length },
        },
      ]);
      const words = await moneytrail('dlq', 'show', name);
      expect([...out, ...words.out, words.said].join()).not.toMatch(/zebra|surname/i);
    },
  );

  test('when one is sent again by its id and fails again, then it is there again', async () => {
    const [{ messageId }] = (await moneytrail('dlq', 'show', 'disclosure', '--json')).told();
    const words = ['dlq', 'replay', 'disclosure', '--message', messageId, '--json'];
    expect((await moneytrail(...words)).told()).toEqual([
      { queue: 'disclosure', sent: [messageId] },
    ]);
    expect((await counts())['disclosure']).toBe(0);
    await stack.idle();
    expect((await counts())['disclosure']).toBe(1);
    expect((await moneytrail(...words)).code).toBe(2);
  });

  test.each([
    ['no choice', ['replay', 'intake'], 'Say which'],
    ['an unknown queue', ['show', 'outtake'], 'There is no queue outtake; there are audit,'],
  ])('given %s, then one sentence says so', async (_what, words, sentence) => {
    const { code, said } = await moneytrail('dlq', ...words);
    expect([code, said]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('given a batch that the stack cannot take in', () => {
  const dataDirectory = join(directory, 'stalled');
  let batchId: string;
  beforeEach(async () => {
    // Whoever deployed it has mistaken an address: no ledger that changed can be told of.
    await start(dataDirectory, { EVALUATION_QUEUE_URL: 'http://127.0.0.1:1/000000000000/none' });
    const bank = await bankOf(stack);
    const { text } = await bank.send(ndjsonBatch([filedReport()], 'STALLS'));
    ({ batchId } = JSON.parse(text) as BatchView);
    await stack.idle();
  }, 180_000);
  afterEach(() => stack.stop());

  test('then its sender is told that it stalled, and when that was mended and it is sent again, that it is done', async () => {
    const bank = await bankOf(stack);
    expect(await bank.batch(batchId)).toMatchObject({ status: 'stalled', counts: { pending: 1 } });
    const words = ['status', batchId, '--api', stack.url];
    const asked = await run(words, { ...silent, print: (line) => heard.push(line) });
    expect([asked, heard.join()]).toEqual([1, expect.stringContaining('do not send it again')]);
    const { told } = await moneytrail('dlq', 'show', 'intake', '--json');
    expect(told()).toMatchObject([
      { type: 'batch-submitted', ids: { entity: '1234567', batchId } },
    ]);
    await stack.stop();

    await start(dataDirectory);
    const again = await moneytrail('dlq', 'replay', 'intake', '--all', '--json');
    expect(again.told()).toMatchObject([{ queue: 'intake', sent: [expect.any(String)] }]);
    await stack.idle();
    const mended = await bankOf(stack);
    expect(await mended.batch(batchId)).toMatchObject({
      status: 'completed',
      counts: { pending: 0, accepted: 1 },
    });
    expect((await counts())['intake']).toBe(0);
  }, 180_000);
});

test('given no stack that runs, then the command says which ways there are', async () => {
  const { code, said } = await moneytrail('dlq', 'list');
  expect(code).toBe(2);
  expect(said).toContain('No stack runs on');
  expect(readdirSync(stack.dataDirectory)).not.toContain('addresses.json');
});

const heard: string[] = [];
const silent = {
  say: () => {},
  write: async () => {},
  progress: { begin: () => ({ show: () => {}, end: () => {} }) },
};

/** `name` as `dlq list` has it: every work queue's own name ends with the word. */
async function send(name: string, MessageBody: string, group: string): Promise<void> {
  const { region, endpoints, rootKey } = stack;
  const client = new SQSClient({ region, endpoint: endpoints.sqs, credentials: rootKey });
  const word = `${name[0]?.toUpperCase()}${name.slice(1)}Queue`;
  const queue = stack.machine.queues.find((one) => one.name.includes(word));
  await client.send(
    new SendMessageCommand({
      QueueUrl: queue?.url,
      MessageBody,
      MessageGroupId: group,
      ...(queue?.name.endsWith('.fifo') && { MessageDeduplicationId: crypto.randomUUID() }),
    }),
  );
}

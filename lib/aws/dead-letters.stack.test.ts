import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from 'vitest';
import { findDeadLetterQueues, lookAtDeadLetters, replayDeadLetters } from './dead-letters.ts';

const client = new SQSClient({ useQueueUrlAsEndpoint: false });
const addressOf = (name: string) => `${process.env['AWS_ENDPOINT_URL_SQS']}/000000000000/${name}`;

/** A queue and its dead letters, named as CloudFormation names those of a stack. */
async function createQueues(stack: string, word: string, fifo = false) {
  const end = `0A1B2C3D-x${fifo ? '.fifo' : ''}`;
  const kind = fifo ? { FifoQueue: 'true' } : {};
  const dead = `${stack}-Part${word}DeadLetters${end}`;
  await client.send(new CreateQueueCommand({ QueueName: dead, Attributes: kind }));
  const deadLetterTargetArn = `arn:aws:sqs:ca-central-1:000000000000:${dead}`;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 });
  const source = `${stack}-Part${word}Queue${end}`;
  const Attributes = { ...kind, RedrivePolicy };
  await client.send(new CreateQueueCommand({ QueueName: source, Attributes }));
  return { url: addressOf(dead), sourceUrl: addressOf(source) };
}

async function send(QueueUrl: string, MessageBody: string, group?: string): Promise<string> {
  const fifo = group !== undefined && {
    MessageGroupId: group,
    MessageDeduplicationId: MessageBody,
  };
  const command = new SendMessageCommand({ QueueUrl, MessageBody, ...fifo });
  return (await client.send(command)).MessageId ?? '';
}

/** Everything that a queue hands out, taken out of it, as "group body". */
async function takeAll(QueueUrl: string): Promise<string[]> {
  const taken: string[] = [];
  for (;;) {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    });
    const { Messages = [] } = await client.send(command);
    if (Messages.length === 0) return taken;
    for (const { Body, Attributes, ReceiptHandle } of Messages) {
      taken.push([Attributes?.MessageGroupId, Body].filter(Boolean).join(' '));
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

const soon = () => new Date(Date.now() + 1000).toISOString();
let stack: string;
beforeEach(() => {
  stack = `Stack${randomUUID().slice(0, 8)}`;
});

test('given the queues of a stack, then those that others give up to are found, with short names', async () => {
  const intake = await createQueues(stack, 'Intake');
  await createQueues(stack, 'Disclosure', true);
  await createQueues(`${stack}Other`, 'Intake');
  await send(intake.url, 'a');
  const found = await findDeadLetterQueues(client, stack);
  expect(found.map(({ name, count }) => [name, count])).toEqual([
    ['disclosure', 0],
    ['intake', 1],
  ]);
});

describe('given 25 letters', () => {
  let queue: { url: string; sourceUrl: string };
  const bodies = Array.from({ length: 25 }, (_, at) => `letter-${at}`);
  let ids: string[];
  beforeEach(async () => {
    queue = await createQueues(stack, 'Intake');
    ids = await Promise.all(bodies.map((body) => send(queue.url, body)));
  });

  test('when they are looked at, then all are told of, and all stay', async () => {
    const letters = await lookAtDeadLetters(client, queue, 100);
    expect(letters.map(({ body }) => body).sort()).toEqual([...bodies].sort());
    expect((await takeAll(queue.url)).sort()).toEqual([...bodies].sort());
  });

  test('when only some are wanted, then no more are told of, and all stay', async () => {
    expect(await lookAtDeadLetters(client, queue, 13)).toHaveLength(13);
    expect(await takeAll(queue.url)).toHaveLength(25);
  });

  test('when one is sent again, then it and no other has gone', async () => {
    const chosen = ids[17] ?? '';
    const sent = await replayDeadLetters(client, queue, { chosen, begunAt: soon() });
    expect(sent).toEqual([chosen]);
    expect(await takeAll(queue.sourceUrl)).toEqual(['letter-17']);
    expect(await takeAll(queue.url)).toHaveLength(24);
  });

  test('when all are sent again, then each has gone to where it came from', async () => {
    const sent = await replayDeadLetters(client, queue, { begunAt: soon() });
    expect(new Set(sent)).toEqual(new Set(ids));
    expect((await takeAll(queue.sourceUrl)).sort()).toEqual([...bodies].sort());
    expect(await takeAll(queue.url)).toEqual([]);
  });

  test('when a letter was sent after it began, then that has failed again and is left alone', async () => {
    const begunAt = new Date(Date.now() - 60_000).toISOString();
    expect(await replayDeadLetters(client, queue, { begunAt })).toEqual([]);
    expect(await takeAll(queue.url)).toHaveLength(25);
  });
});

describe('given letters, when it is interrupted at any call and begun again', () => {
  test.each([
    ['before', 'SendMessageCommand'],
    ['after', 'SendMessageCommand'],
    ['before', 'DeleteMessageCommand'],
    ['after', 'DeleteMessageCommand'],
  ] as const)('%s %s, then none is lost and none stays', async (when, kind) => {
    const queue = await createQueues(stack, 'Intake');
    const bodies = ['a', 'b', 'c', 'd'];
    for (const body of bodies) await send(queue.url, body);
    for (let call = 1; call <= bodies.length; call += 1) {
      const doomed = failingAt(kind, call, when);
      await replayDeadLetters(doomed, queue, { begunAt: soon() }).catch(() => undefined);
    }
    await replayDeadLetters(client, queue, { begunAt: soon() });
    const arrived = await takeAll(queue.sourceUrl);
    expect(new Set(arrived)).toEqual(new Set(bodies));
    expect(await takeAll(queue.url)).toEqual([]);
  });
});

test('given a FIFO queue, then groups and their order are kept, and nothing is taken for a repeat', async () => {
  const queue = await createQueues(stack, 'Disclosure', true);
  const letters = ['x 1', 'y 1', 'x 2', 'y 2', 'x 3'];
  for (const letter of letters) {
    const [group = ''] = letter.split(' ');
    // The very names under which they were sent first, which the queue still remembers.
    await send(queue.sourceUrl, letter, group);
    await send(queue.url, letter, group);
  }
  expect(await takeAll(queue.sourceUrl)).toHaveLength(5);
  await replayDeadLetters(client, queue, { begunAt: soon() });
  const arrived = await takeAll(queue.sourceUrl);
  const inGroup = (group: string) => arrived.filter((one) => one.startsWith(`${group} `));
  expect(inGroup('x')).toEqual(['x x 1', 'x x 2', 'x x 3']);
  expect(inGroup('y')).toEqual(['y y 1', 'y y 2']);
});

/** A client of which the n-th command of a kind fails, before or after it was carried out. */
function failingAt(kind: string, call: number, when: 'before' | 'after'): SQSClient {
  let calls = 0;
  const failing = new SQSClient({ useQueueUrlAsEndpoint: false });
  failing.middlewareStack.add(
    (next, context) => async (given) => {
      const dies = context.commandName === kind && ++calls === call;
      if (dies && when === 'before') throw new Error('interrupted');
      const result = await next(given);
      if (dies) throw new Error('interrupted');
      return result;
    },
    { step: 'initialize' },
  );
  return failing;
}

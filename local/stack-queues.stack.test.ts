import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningStack, startStack } from './stack.ts';
import { fixtureAssembly, lookInto, temporaryDirectory } from './testing/fixture-stack.ts';

const directory = temporaryDirectory();
let stack: RunningStack;
let inside: ReturnType<typeof lookInto>;

beforeAll(async () => {
  stack = await startStack({
    dataDirectory: directory.path,
    assembly: fixtureAssembly,
    redeliverAfterSeconds: 1,
  });
  inside = lookInto(stack);
});
afterAll(async () => {
  await stack.stop();
  directory.remove();
});

describe('given a queue that feeds a function', () => {
  test('when a message is sent, then it is consumed once, and fast', async () => {
    await inside.send('Work', { id: 'warm-up' });
    await stack.idle();
    const sent = performance.now();
    await inside.send('Work', { id: 'single' });
    await stack.idle();
    expect(await inside.timesSeen('single')).toBe(1);
    expect(performance.now() - sent).toBeLessThan(1000);
  });

  test('when one message of a batch fails once, then its siblings are not repeated', async () => {
    await inside.send('Work', { id: 'blocker-1', sleepMs: 300 });
    await inside.send('Work', { id: 'blocker-2', sleepMs: 300 });
    await inside.send('Work', { id: 'sibling' });
    await inside.send('Work', { id: 'failing', fail: 'once' });
    await stack.idle();
    expect(await inside.timesSeen('sibling')).toBe(1);
    expect(await inside.timesSeen('failing')).toBe(1);
  });

  test('when a message always fails, then it ends among the dead letters', async () => {
    await inside.send('Work', { id: 'poison', fail: 'always' });
    await inside.send('Work', { id: 'healthy' });
    await stack.idle();
    expect(await inside.timesSeen('healthy')).toBe(1);
    const [dead] = await inside.receive('DeadLetters');
    expect(JSON.parse(dead?.Body ?? '')).toMatchObject({ id: 'poison' });
  });

  test('when the function throws, then its whole batch fails', async () => {
    await inside.send('Work', { id: 'thrown', batch: 'fails' });
    await stack.idle();
    const [dead] = await inside.receive('DeadLetters');
    expect(JSON.parse(dead?.Body ?? '')).toMatchObject({ id: 'thrown' });
  });
});

describe('given a FIFO queue', () => {
  test('when the first message of a group fails once, then the second waits for it', async () => {
    const inGroup = (id: string) => ({ MessageGroupId: 'group', MessageDeduplicationId: id });
    await inside.send('Ordered', { id: 'first', fail: 'once' }, inGroup('first'));
    await inside.send('Ordered', { id: 'second' }, inGroup('second'));
    await stack.idle();
    expect([await inside.timesSeen('first'), await inside.timesSeen('second')]).toEqual([1, 1]);
  });
});

describe('given a bucket that announces new objects', () => {
  test('when one is put under the prefix, then the function hears of it, once', async () => {
    const put = (Key: string) =>
      inside.s3.send(new PutObjectCommand({ Bucket: 'fixture-inbox', Key, Body: 'x' }));
    await put('uploads/a b+é.ndjson');
    await put('elsewhere/a');
    await stack.idle();
    expect(await inside.timesSeen('uploads/a+b%2B%C3%A9.ndjson')).toBe(1);
    expect(await inside.timesSeen('elsewhere/a')).toBe(0);
  });
});

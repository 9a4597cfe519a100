import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startStack } from './stack.ts';
import {
  fixtureAssembly,
  lookInto,
  type Reachable,
  temporaryDirectory,
} from './testing/fixture-stack.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

async function startApart(): Promise<{ child: ChildProcess; reachable: Reachable }> {
  const script = fileURLToPath(new URL('./testing/run-stack.ts', import.meta.url));
  const child = spawn(process.execPath, [script, directory.path, fixtureAssembly], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, reachable: JSON.parse(line.toString()) as Reachable };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const restart = () => startStack({ dataDirectory: directory.path, assembly: fixtureAssembly });

describe('given a stack that is killed with kill -9', () => {
  test('when messages were being worked on, then the next start takes them up at once', async () => {
    const { child, reachable } = await startApart();
    const before = lookInto(reachable);
    const ids = Array.from({ length: 12 }, (_, index) => `message-${index}`);
    for (const id of ids) await before.send('Work', { id, sleepMs: 400 });
    await before.send(
      'Ordered',
      { id: 'in-order', sleepMs: 400 },
      { MessageGroupId: 'g', MessageDeduplicationId: 'd' },
    );
    await sleep(600);
    await kill(child);

    const started = performance.now();
    const stack = await restart();
    await stack.idle();
    const inside = lookInto(stack);
    for (const id of [...ids, 'in-order']) {
      expect(await inside.timesSeen(id)).toBeGreaterThanOrEqual(1);
    }
    // The queues' visibility timeout is 600 s.
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(await inside.receive('DeadLetters')).toEqual([]);
    await stack.stop();
  });

  test('when it was killed again and again, then no message is lost to the dead letters', async () => {
    for (let round = 0; round < 3; round++) {
      const { child, reachable } = await startApart();
      if (round === 0) await lookInto(reachable).send('Work', { id: 'survivor', sleepMs: 2000 });
      await sleep(500);
      await kill(child);
    }
    const stack = await restart();
    await stack.idle();
    expect(await lookInto(stack).timesSeen('survivor')).toBe(1);
    await stack.stop();
  });

  test('when an object had just been put, then its notice still arrives', async () => {
    const { child, reachable } = await startApart();
    const { s3 } = lookInto(reachable);
    const put = new PutObjectCommand({ Bucket: 'fixture-inbox', Key: 'uploads/late', Body: 'x' });
    await s3.send(put);
    await kill(child);
    const stack = await restart();
    await stack.idle();
    expect(await lookInto(stack).timesSeen('uploads/late')).toBeGreaterThanOrEqual(1);
    await stack.stop();
  });

  test('when it is gone, then its emulators are gone too', async () => {
    const { child, reachable } = await startApart();
    await kill(child);
    await sleep(300);
    for (const endpoint of Object.values(reachable.endpoints)) {
      await expect(fetch(endpoint)).rejects.toThrow();
    }
  });
});

describe('given a stack that loses one of its emulators', () => {
  test('when DynamoDB dies, then it says so and stops itself', async () => {
    const stack = await restart();
    const pid = Number(readFileSync(join(directory.path, 'dynamodb.pid'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    expect(await stack.failed).toMatch(/DynamoDB ended by itself/);
    await expect(fetch(stack.url)).rejects.toThrow();
    await (await restart()).stop();
  });
});

describe('given a stack with a function at work', () => {
  test('when it is stopped, then it ends within five seconds and the message comes back', async () => {
    const stack = await restart();
    const inside = lookInto(stack);
    await inside.send('Work', { id: 'long', sleepMs: 4000 });
    await sleep(500);
    const asked = performance.now();
    await stack.stop();
    expect(performance.now() - asked).toBeLessThan(5000);

    const again = await restart();
    await again.idle();
    expect(await lookInto(again).timesSeen('long')).toBe(1);
    await again.stop();
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { endStaleProcess } from './stale-process.ts';

const directory = mkdtempSync(join(tmpdir(), 'moneytrail-stale-'));
const pidFile = join(directory, 'pid');
afterAll(() => rmSync(directory, { recursive: true }));

const leaveBehind = () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', directory]);
  writeFileSync(pidFile, `${child.pid}\n`);
  return child;
};

describe('given a process that an earlier run left behind', () => {
  test('when it carries our mark, then it is ended', async () => {
    const child = leaveBehind();
    const exit = once(child, 'exit');
    await endStaleProcess(pidFile, directory);
    expect((await exit)[1]).toBe('SIGKILL');
    expect(existsSync(pidFile)).toBe(false);
  });

  test('when the pid belongs to somebody else by now, then it is left alone', async () => {
    const child = leaveBehind();
    await endStaleProcess(pidFile, 'another directory');
    expect(child.exitCode ?? child.signalCode).toBeNull();
    child.kill('SIGKILL');
  });

  test('when there is no such process or no file, then nothing happens', async () => {
    writeFileSync(pidFile, '999999999');
    await endStaleProcess(pidFile, directory);
    await endStaleProcess(pidFile, directory);
    expect(existsSync(pidFile)).toBe(false);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type RunningStack, startStack } from '../../local/stack.ts';
import type { Bank } from './bank.ts';

/** Every personal value of the records in `reports.ts`. */
export const personal = /zebra|555-?0142|5550001|1996-02-11/i;

/** A stack on a directory of its own, which goes when the stack stops. */
export async function startQuietStack() {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'moneytrail-quiet-'));
  const stack = await startStack({ dataDirectory });
  const stop = async () => {
    await stack.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  return { stack, stop };
}

/**
 * Nothing is half done and nobody was told of anybody: each batch is at its end and adds up, nothing
 * waits or lies with the dead letters, and no personal value is in an answer or a log.
 */
export async function expectAllQuiet(stack: RunningStack, banks: readonly Bank[]): Promise<void> {
  await stack.idle();
  for (const { waiting, inFlight } of await stack.queues())
    expect([waiting, inFlight]).toEqual([0, 0]);
  for (const bank of banks) {
    for (const { status, counts } of await bank.batches()) {
      const { submitted, pending, ...verdicts } = counts;
      const sum = Object.values(verdicts).reduce((total, count) => total + count, 0);
      expect(['completed', 'rejected', 'failed']).toContain(status);
      expect({ sum, pending }).toEqual({ sum: submitted, pending: 0 });
    }
    expect(personal.exec(bank.heard.join('\n'))?.[0]).toBeUndefined();
  }
  const logs = join(stack.dataDirectory, 'logs');
  for (const file of readdirSync(logs)) {
    expect(personal.exec(readFileSync(join(logs, file), 'utf8'))?.[0], file).toBeUndefined();
  }
}

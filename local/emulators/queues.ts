import { fork } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KeptProcess, watch } from './kept-process.ts';

export type Queues = { endpoint: string } & KeptProcess;

/** SQS on this machine: fauxqs in a process of its own, every message kept in the data directory. */
export async function startQueues(dataDirectory: string, region: string): Promise<Queues> {
  mkdirSync(join(dataDirectory, 'logs'), { recursive: true });
  const log = createWriteStream(join(dataDirectory, 'logs', 'sqs.log'), { flags: 'a' });
  const script = fileURLToPath(new URL('./queue-server.ts', import.meta.url));
  const child = fork(script, [join(dataDirectory, 'sqs'), region], {
    detached: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const kept = watch(child, 'SQS', () => child.disconnect());
  const port = new Promise<number>((resolve) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
  });
  const started = await Promise.race([port, kept.died]);
  if (typeof started === 'string') throw new Error(`${started}; see logs/sqs.log`);
  return { ...kept, endpoint: `http://127.0.0.1:${started}` };
}

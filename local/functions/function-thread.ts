// What the Lambda runtime does around a handler, in a worker thread that answers one event at a time.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { Invocation, Outcome, ThreadData } from './function-worker.ts';

const { directory, handler, functionName, memoryMegabytes, arn } = workerData as ThreadData;

// A thread cannot change its directory, but on Lambda the working directory is the bundle's.
process.cwd = () => directory;

const loading = load();
// A bundle that cannot be loaded fails each of its invocations, not the thread.
loading.catch(() => {});

parentPort?.on('message', (invocation: Invocation) => {
  void answer(invocation).then((outcome) => parentPort?.postMessage(outcome));
});

type Handler = (event: unknown, context: object) => unknown;

async function load(): Promise<Handler> {
  const dot = handler.lastIndexOf('.');
  const file = pathToFileURL(join(directory, `${handler.slice(0, dot)}.mjs`)).href;
  const module = (await import(file)) as Record<string, unknown>;
  const found = module[handler.slice(dot + 1)];
  if (typeof found !== 'function') throw new Error(`${handler} is not a function`);
  return found as Handler;
}

async function answer({ event, requestId, deadline }: Invocation): Promise<Outcome> {
  try {
    const run = await loading;
    const result = await run(JSON.parse(event), contextOf(requestId, deadline));
    return { ok: true, result: JSON.stringify(result ?? null) };
  } catch (error) {
    console.error(error);
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: '' };
    return { ok: false, reason: `${name}: ${message}` };
  }
}

function contextOf(awsRequestId: string, deadline: number) {
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    invokedFunctionArn: arn,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: String(memoryMegabytes),
  };
}

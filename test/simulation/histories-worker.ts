import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { hooksFor } from './planted/module-hooks.ts';
import type { Task } from './task.ts';

// A thread of `runHistories`.
registerHooks(hooksFor((workerData as Task).bug));
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_DEV'] = 'false';
const { runTask } = await import('./run-task.ts');
await runTask(workerData as Task, (told) => parentPort?.postMessage(told));

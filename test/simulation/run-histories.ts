import { Worker } from 'node:worker_threads';
import type { Ended } from './history.ts';
import type { Task, Told } from './task.ts';
import { type AwaitPointCounts, addAwaitPoints } from './world/await-points.ts';

/** What came of many histories together. */
export type Summary = {
  histories: number;
  /** By kind. */
  faults: Record<string, number>;
  failed: Ended[];
  /** Histories with their lines, where those were asked for. */
  traced: Ended[];
  points: AwaitPointCounts;
};

/** More of them say nothing new. */
const failuresKept = 100;

/** Runs the seeds from `first` on, before `end`, in several threads. */
export async function runHistories(
  { first, end, threads }: { first: number; end: number; threads: number },
  {
    onProgress = () => {},
    ...asked
  }: Partial<Pick<Task, 'bug' | 'except' | 'stopsAtFailure' | 'keepsLines'>> & {
    onProgress?: (summary: Summary) => void;
  } = {},
): Promise<Summary> {
  const summary: Summary = { histories: 0, faults: {}, failed: [], traced: [], points: {} };
  const usual = { except: [], stopsAtFailure: false, keepsLines: false };
  const task = { end, stride: threads, ...usual, ...asked };
  const hear = (told: Told) => {
    take(summary, told);
    onProgress(summary);
  };
  await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      runThread({ ...task, first: first + thread }, hear),
    ),
  );
  return summary;
}

function take(summary: Summary, told: Told): void {
  switch (told.kind) {
    case 'failed':
      if (summary.failed.length < failuresKept) summary.failed.push(told.ended);
      break;
    case 'traced':
      summary.traced.push(told.ended);
      break;
    case 'points':
      addAwaitPoints(summary.points, told.points);
      break;
    case 'progress':
      summary.histories += told.histories;
      for (const [kind, count] of Object.entries(told.faults)) {
        summary.faults[kind] = (summary.faults[kind] ?? 0) + count;
      }
  }
}

/** @throws what ended the thread, such as code that cannot be loaded. */
const runThread = (task: Task, hear: (told: Told) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./histories-worker.ts', import.meta.url), {
      workerData: task,
      execArgv: [],
      // Most of what a history makes is gone with it.
      resourceLimits: { maxYoungGenerationSizeMb: 192 },
    });
    worker.on('message', hear);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });

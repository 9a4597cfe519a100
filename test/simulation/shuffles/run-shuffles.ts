import { Worker } from 'node:worker_threads';
import type { PlantedBug } from '../planted/planted-bug.ts';
import type { Digests } from './run-shuffle.ts';
import type { Found, Told } from './run-task.ts';
import type { Task } from './task.ts';

/** What came of the month in order and of many shuffles of it. */
export type Summary = {
  shuffles: number;
  found: Found | undefined;
  /** How often each digest came out. */
  counts: Record<keyof Digests, Map<string, number>>;
  differences: { seed: number; difference: string }[];
};

export async function runShuffles(
  {
    first,
    end,
    threads,
    bug,
  }: { first: number; end: number; threads: number; bug?: PlantedBug | undefined },
  onProgress: (summary: Summary) => void = () => {},
): Promise<Summary> {
  const summary: Summary = {
    shuffles: 0,
    found: undefined,
    counts: { state: new Map(), matches: new Map(), packages: new Map() },
    differences: [],
  };
  const hear = (told: Told) => {
    take(summary, told);
    onProgress(summary);
  };
  await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      runThread({ first: first + thread, end, stride: threads, bug }, hear),
    ),
  );
  return summary;
}

function take(summary: Summary, told: Told): void {
  for (const [kind, digest] of Object.entries(told.digests) as [keyof Digests, string][]) {
    const counts = summary.counts[kind];
    counts.set(digest, (counts.get(digest) ?? 0) + 1);
  }
  if (told.kind === 'in-order') {
    summary.found = told.found;
    return;
  }
  summary.shuffles += 1;
  const { seed, difference } = told;
  if (difference !== undefined) summary.differences.push({ seed, difference });
}

/** @throws what ended the thread, such as a decision that was refused. */
const runThread = (task: Task, hear: (told: Told) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./shuffles-worker.ts', import.meta.url), {
      workerData: task,
      // Most of what a shuffle makes is gone with it.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    worker.on('message', hear);
    worker.on('error', reject);
    worker.on('exit', () => resolve());
  });

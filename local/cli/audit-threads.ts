import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  type BundleRange,
  bundlesOf,
  type HashAll,
  type HashBuffers,
  type HashedBundles,
  hashAlone,
} from '../../lib/audit/verify/hash-bundles.ts';
import type { HashTask } from './audit-hash-worker.ts';

/** With fewer bundles a thread takes longer to start than it saves. */
const worthAThread = 100;
const mostThreads = 8;

/** Hashes a copy with as many threads as the machine has processors. */
export const hashInThreads =
  (from: string): HashAll =>
  async (source, size, into) => {
    const bundles = bundlesOf(size);
    const threads = Math.min(
      mostThreads,
      availableParallelism(),
      Math.floor(bundles / worthAThread),
    );
    if (threads < 2) return hashAlone(source, size, into);
    const parts = Array.from({ length: threads }, (_, part) =>
      hashPart(from, into, {
        first: Math.floor((bundles * part) / threads),
        end: Math.floor((bundles * (part + 1)) / threads),
        size,
      }),
    );
    const hashed = await Promise.all(parts);
    return {
      found: hashed.reduce((sum, { found }) => sum + found, 0),
      faults: hashed.flatMap(({ faults }) => faults),
    };
  };

async function hashPart(
  from: string,
  { leaves, roots }: HashBuffers,
  range: BundleRange,
): Promise<HashedBundles> {
  const task = { from, range, leaves: leaves.buffer, roots: roots.buffer } as HashTask;
  const worker = new Worker(new URL('./audit-hash-worker.ts', import.meta.url), {
    workerData: task,
  });
  const [hashed] = (await once(worker, 'message')) as [HashedBundles];
  return hashed;
}

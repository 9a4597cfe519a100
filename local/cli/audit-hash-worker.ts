import { parentPort, workerData } from 'node:worker_threads';
import { type BundleRange, hashBundles } from '../../lib/audit/verify/hash-bundles.ts';
import { openCopy } from './audit-copies.ts';

/** Hashes some of the bundles of a copy into memory that is shared. */
export type HashTask = {
  from: string;
  range: BundleRange;
  leaves: SharedArrayBuffer;
  roots: SharedArrayBuffer;
};

const { from, range, leaves, roots } = workerData as HashTask;
const into = { leaves: Buffer.from(leaves), roots: Buffer.from(roots) };
parentPort?.postMessage(await hashBundles(openCopy(from), range, into));

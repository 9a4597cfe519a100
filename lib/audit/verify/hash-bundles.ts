import { bundleName, fullWidth, hashBytes, tileHolding, tileName } from '../tiles.ts';
import { foldHashes, hashBundle } from './fast-hashes.ts';
import type { LogSource } from './log-source.ts';

/** Bundles from `first` up to and without `end`, of a log of `size` leaves. */
export type BundleRange = { first: number; end: number; size: number };

/** Hashes of all leaves, and of all bundles, one after the other. Threads may share them. */
export type HashBuffers = { leaves: Buffer; roots: Buffer };

/** A bundle that is not there, or whose leaves are not those that its tile of hashes tells of. */
type BundleFault = { bundle: number; isMissing: boolean };

export type HashedBundles = {
  /** How many leaves there are. */
  found: number;
  faults: BundleFault[];
};

/** What carries out the hashing of a whole log: alone, or several at once. */
export type HashAll = (
  source: LogSource,
  size: number,
  into: HashBuffers,
) => Promise<HashedBundles>;

export const hashAlone: HashAll = (source, size, into) =>
  hashBundles(source, { first: 0, end: bundlesOf(size), size }, into);

export const bundlesOf = (size: number): number => Math.ceil(size / fullWidth);

/** Hashes leaves and bundles into their places, and compares with the lowest tiles. */
export async function hashBundles(
  source: LogSource,
  { first, end, size }: BundleRange,
  { leaves, roots }: HashBuffers,
): Promise<HashedBundles> {
  const hashed: HashedBundles = { found: 0, faults: [] };
  for (let next = first; next < end; next += readAtOnce) {
    const indexes = Array.from({ length: Math.min(readAtOnce, end - next) }, (_, at) => next + at);
    const read = await Promise.all(indexes.map((index) => readBundle(source, index, size)));
    for (const { tile, bundle, hashes } of read) {
      const at = tile.index * fullWidth * hashBytes;
      const count = bundle ? hashBundle(ownBuffer(bundle), leaves, at, tile.width) : 0;
      hashed.found += Math.max(count, 0);
      const isAsTold =
        count === tile.width &&
        hashes?.length === tile.width * hashBytes &&
        leaves.compare(hashes, 0, hashes.length, at, at + hashes.length) === 0;
      if (!isAsTold) hashed.faults.push({ bundle: tile.index, isMissing: bundle === undefined });
      roots.set(foldHashes(leaves, at, tile.width), tile.index * hashBytes);
    }
  }
  return hashed;
}

/** So that one that comes over the network is not waited for alone. */
const readAtOnce = 16;

async function readBundle(source: LogSource, index: number, size: number) {
  const tile = tileHolding(0, index * fullWidth, size);
  const [bundle, hashes] = await Promise.all([
    source.get(bundleName(tile)),
    source.get(tileName(tile)),
  ]);
  return { tile, bundle, hashes };
}

/** A copy: hashing changes the bytes. */
const ownBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

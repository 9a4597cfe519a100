import { hash } from 'node:crypto';
import { checkpointName } from '../audit-log.ts';
import { isSignedBy, readCheckpoint } from '../checkpoint.ts';
import { decodeBundle } from '../entry-bundle.ts';
import { bundleName, fullWidth, hashBytes, tileHolding, tileName, tilesAt } from '../tiles.ts';
import { compareLeaves } from './compare-leaves.ts';
import { rootOverLeaves } from './fast-hashes.ts';
import type { HashBuffers, HashedBundles } from './hash-bundles.ts';
import type { LogSource } from './log-source.ts';
import type { Fault } from './verdict.ts';

/** A log whose leaves do not have the root that was signed. */
export type FaultyLog = {
  source: LogSource;
  size: number;
  hashed: HashedBundles;
  buffers: HashBuffers;
  publicKey?: string | undefined;
};

/** Which leaf is the first at fault, and what was done to it, as far as the objects tell. */
export async function findFault(log: FaultyLog): Promise<Fault> {
  const upper = await storedRoots(log);
  const [first] = log.hashed.faults
    .filter(({ bundle }) => !isRoot(log.buffers, upper, bundle))
    .map(({ bundle }) => bundle)
    .sort((a, b) => a - b);
  const compared = first === undefined ? undefined : await compareFrom(log, first);
  return compared ?? rewritten(log, upper);
}

/** The roots of full bundles as the tiles of level 1 tell them. */
async function storedRoots({ source, size }: FaultyLog): Promise<Buffer> {
  const tiles = await Promise.all(
    tilesAt(1, size).map(async (tile) => {
      const bytes = await source.get(tileName(tile));
      const isWhole = bytes?.length === tile.width * hashBytes;
      return isWhole ? bytes : Buffer.alloc(tile.width * hashBytes);
    }),
  );
  return Buffer.concat(tiles);
}

function isRoot({ roots }: HashBuffers, upper: Buffer, bundle: number): boolean {
  const at = bundle * hashBytes;
  if (at >= upper.length) return false;
  return roots.compare(upper, at, at + hashBytes, at, at + hashBytes) === 0;
}

async function compareFrom(log: FaultyLog, first: number): Promise<Fault | undefined> {
  const { source, size, hashed, buffers } = log;
  const told = await storedHashes(log);
  const from = first * fullWidth;
  const actual = [
    ...(await leafHashes(source, first, size)),
    ...(await leafHashes(source, first + 1, size)),
  ];
  const found = compareLeaves({
    actual,
    expected: textsIn(told, from, Math.min(from + 2 * fullWidth, size)),
    surplus: hashed.found - size,
    // What is too much in a bundle has no place among the others.
    isLeaf: (text) => actual.includes(text) || buffers.leaves.includes(text, 0, 'latin1'),
    isExpected: (text) => told.includes(text, 0, 'latin1'),
  });
  return found && { kind: found.kind, index: from + found.at };
}

/** The hashes of all leaves as the tiles of level 0 tell them. */
async function storedHashes({ source, size }: FaultyLog): Promise<Buffer> {
  const hashes = Buffer.alloc(size * hashBytes);
  for (const tile of tilesAt(0, size)) {
    const bytes = await source.get(tileName(tile));
    if (bytes)
      hashes.set(bytes.subarray(0, tile.width * hashBytes), tile.index * fullWidth * hashBytes);
  }
  return hashes;
}

/** The hashes of the leaves that a bundle really holds; none when it is not there or unreadable. */
async function leafHashes(source: LogSource, index: number, size: number): Promise<string[]> {
  if (index * fullWidth >= size) return [];
  const bytes = await source.get(bundleName(tileHolding(0, index * fullWidth, size)));
  try {
    return decodeBundle(bytes ?? Buffer.of()).map((leaf) =>
      hash('sha256', Buffer.concat([Buffer.of(0), leaf]), 'binary'),
    );
  } catch {
    return [];
  }
}

const textsIn = (hashes: Buffer, from: number, end: number): string[] =>
  Array.from({ length: end - from }, (_, at) =>
    hashes.toString('latin1', (from + at) * hashBytes, (from + at + 1) * hashBytes),
  );

/** Tiles and leaves agree, and are not what was signed: between which checkpoints tells where. */
async function rewritten(log: FaultyLog, upper: Buffer): Promise<Fault> {
  const { size, buffers } = log;
  const bundle = Array.from({ length: upper.length / hashBytes }, (_, at) => at).find(
    (at) => !isRoot(buffers, upper, at),
  );
  const { index, until } = await betweenCheckpoints(log, size);
  if (bundle === undefined) return { kind: 'rewritten', index, until };
  const from = Math.max(index, bundle * fullWidth);
  return {
    kind: 'rewritten',
    index: from,
    until: Math.max(from + 1, Math.min(until, from + fullWidth)),
  };
}

/** Between the last checkpoint that the leaves still have, and the first that they do not have. */
export async function betweenCheckpoints(
  { source, buffers, publicKey }: Pick<FaultyLog, 'source' | 'buffers' | 'publicKey'>,
  end: number,
): Promise<{ index: number; until: number }> {
  const sizes = (await source.checkpointSizes()).filter((size) => size > 0 && size < end);
  let [index, until] = [0, end];
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const size = sizes[middle] as number;
    if (await holdsAt(source, buffers, size, publicKey)) {
      [index, low] = [size, middle + 1];
    } else {
      [until, high] = [size, middle];
    }
  }
  return { index, until };
}

async function holdsAt(
  source: LogSource,
  { leaves, roots }: HashBuffers,
  size: number,
  publicKey: string | undefined,
): Promise<boolean> {
  const note = Buffer.from((await source.get(checkpointName(size))) ?? []).toString('utf8');
  const checkpoint = readCheckpoint(note);
  if (checkpoint?.size !== size) return false;
  if (publicKey !== undefined && !isSignedBy(note, publicKey)) return false;
  return rootOverLeaves(leaves, size, roots).equals(checkpoint.root);
}

import { newestCheckpoint } from '../audit-log.ts';
import { type Checkpoint, isSignedBy, readCheckpoint } from '../checkpoint.ts';
import { fullWidth, hashBytes, levelsOf, tileHolding, tileName, tilesAt } from '../tiles.ts';
import { foldHashes, rootOverLeaves } from './fast-hashes.ts';
import { betweenCheckpoints, findFault } from './find-fault.ts';
import {
  bundlesOf,
  type HashAll,
  type HashBuffers,
  type HashedBundles,
  hashAlone,
} from './hash-bundles.ts';
import type { LogSource } from './log-source.ts';
import type { Fault, Verdict } from './verdict.ts';

export type VerifyOptions = {
  /** PEM (SPKI). Without it nobody can tell who signed. */
  publicKey?: string | undefined;
  /** A checkpoint that the auditor kept from before. */
  since?: string | undefined;
  hashAll?: HashAll;
};

/** Recomputes a whole log from its leaves, and tells the first thing that is not as it was signed. */
export async function verifyLog(source: LogSource, options: VerifyOptions = {}): Promise<Verdict> {
  const { publicKey, since } = options;
  const isSigned = publicKey !== undefined;
  // Before the newest checkpoint, which may be replaced at any moment by that of a longer log.
  const sizes = await source.checkpointSizes();
  const bytes = await source.get(newestCheckpoint);
  if (!bytes) return { isSigned, fault: { kind: 'checkpoint-missing', object: newestCheckpoint } };
  const newest = believed(Buffer.from(bytes).toString('utf8'), newestCheckpoint, publicKey);
  if ('fault' in newest) return { isSigned, ...newest };
  const told: Verdict = {
    origin: newest.origin,
    size: newest.size,
    root: Buffer.from(newest.root).toString('base64'),
    isSigned,
  };
  const kept = since === undefined ? undefined : believed(since, 'since', publicKey);
  if (kept && 'fault' in kept) return { ...told, ...kept };
  const longest = Math.max(kept?.size ?? 0, sizes.at(-1) ?? 0);
  const fault =
    longest > newest.size
      ? ({ kind: 'rolled-back', index: newest.size, until: longest } as const)
      : await firstFault(source, newest, kept, options);
  if (fault) return { ...told, fault };
  return { ...told, ...(kept && { grownFrom: kept.size }) };
}

/** More hashes than these do not fit into memory, and nobody has as many: it is a forgery. */
const mostLeaves = 2 ** 26;

/** A checkpoint, if it can be read and is signed by the key. */
function believed(
  note: string,
  object: string,
  publicKey: string | undefined,
): Checkpoint | { fault: Fault } {
  const checkpoint = readCheckpoint(note);
  if (!checkpoint || checkpoint.size > mostLeaves) {
    return { fault: { kind: 'checkpoint-unreadable', object } };
  }
  if (publicKey !== undefined && !isSignedBy(note, publicKey)) {
    return { fault: { kind: 'signature-invalid', object } };
  }
  return checkpoint;
}

async function firstFault(
  source: LogSource,
  { size, root }: Checkpoint,
  kept: Checkpoint | undefined,
  { publicKey, hashAll = hashAlone }: VerifyOptions,
): Promise<Fault | undefined> {
  const buffers = buffersFor(size);
  const hashed = await hashAll(source, size, buffers);
  const isWhole = hashed.found === size && !hashed.faults.some(({ isMissing }) => isMissing);
  if (!isWhole || !rootOverLeaves(buffers.leaves, size, buffers.roots).equals(root)) {
    return findFault({ source, size, hashed, buffers, publicKey });
  }
  if (kept && !rootOverLeaves(buffers.leaves, kept.size, buffers.roots).equals(kept.root)) {
    return {
      kind: 'rewritten',
      ...(await betweenCheckpoints({ source, buffers, publicKey }, kept.size)),
    };
  }
  const object = await alteredTile(source, size, { ...buffers, ...hashed });
  return object === undefined ? undefined : { kind: 'tile-altered', object };
}

/** In memory that threads can share. */
function buffersFor(size: number): HashBuffers {
  const shared = (hashes: number) => Buffer.from(new SharedArrayBuffer(hashes * hashBytes));
  return { leaves: shared(size), roots: shared(bundlesOf(size)) };
}

/** The name of the first tile that does not hold the hashes that follow from the leaves. */
async function alteredTile(
  source: LogSource,
  size: number,
  { roots, faults }: HashBuffers & HashedBundles,
): Promise<string | undefined> {
  const [low] = faults;
  if (low) return tileName(tileHolding(0, low.bundle * fullWidth, size));
  let hashes = roots;
  for (let level = 1; level < levelsOf(size); level += 1) {
    for (const tile of tilesAt(level, size)) {
      const at = tile.index * fullWidth * hashBytes;
      const due = hashes.subarray(at, at + tile.width * hashBytes);
      const stands = await source.get(tileName(tile));
      if (!stands || Buffer.compare(stands, due) !== 0) return tileName(tile);
    }
    hashes = foldedBy(hashes, size, level);
  }
  return undefined;
}

/** The roots of the full tiles of a level. */
function foldedBy(hashes: Buffer, size: number, level: number): Buffer {
  const full = tilesAt(level, size).filter(({ width }) => width === fullWidth);
  return Buffer.concat(
    full.map(({ index }) => foldHashes(hashes, index * fullWidth * hashBytes, fullWidth)),
  );
}

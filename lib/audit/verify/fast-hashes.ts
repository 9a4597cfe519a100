import { hash } from 'node:crypto';
import { fullWidth, hashBytes } from '../tiles.ts';

/*
 * The hashes of the tree over many leaves: into buffers that are there already, and as binary text
 * on the way, which takes a third of the time of a buffer for each.
 */

/**
 * Writes the leaf hashes of a bundle one after the other, up to `most` of them. The bundle's bytes are
 * changed: the prefix of each leaf is put where its length stood.
 *
 * @returns how many leaves the bundle has; -1 when it ends within a leaf.
 */
export function hashBundle(bundle: Buffer, into: Buffer, at: number, most: number): number {
  let count = 0;
  let start = 0;
  for (; start < bundle.length; count += 1) {
    if (start + 2 > bundle.length) return -1;
    const end = start + 2 + bundle.readUInt16BE(start);
    if (end > bundle.length) return -1;
    if (count < most) {
      bundle[start + 1] = 0;
      const text = hash('sha256', bundle.subarray(start + 1, end), 'binary');
      into.write(text, at + count * hashBytes, hashBytes, 'latin1');
    }
    start = end;
  }
  return count;
}

/** Folds hashes to their root, in place and in pairs; what has no partner goes up as it is. */
export function foldHashes(hashes: Buffer, at: number, count: number): Buffer {
  const level = Buffer.from(hashes.subarray(at, at + count * hashBytes));
  const node = Buffer.alloc(1 + 2 * hashBytes, 1);
  let width = count;
  while (width > 1) {
    const pairs = Math.floor(width / 2);
    for (let pair = 0; pair < pairs; pair += 1) {
      level.copy(node, 1, pair * 2 * hashBytes, (pair + 1) * 2 * hashBytes);
      level.write(hash('sha256', node, 'binary'), pair * hashBytes, hashBytes, 'latin1');
    }
    if (width % 2 === 1) {
      level.copy(level, pairs * hashBytes, (width - 1) * hashBytes, width * hashBytes);
    }
    width = Math.ceil(width / 2);
  }
  return level.subarray(0, hashBytes);
}

/**
 * The root over the first `size` leaves.
 *
 * @param leaves leaf hashes one after the other.
 * @param roots those of full bundles, where they are known.
 */
export function rootOverLeaves(leaves: Buffer, size: number, roots?: Buffer): Buffer {
  const full = Math.floor(size / fullWidth);
  const upper = Buffer.alloc((full + 1) * hashBytes);
  for (let bundle = 0; bundle < full; bundle += 1) {
    const place = bundle * hashBytes;
    const root = roots
      ? roots.subarray(place, place + hashBytes)
      : foldHashes(leaves, bundle * fullWidth * hashBytes, fullWidth);
    upper.set(root, place);
  }
  const rest = size - full * fullWidth;
  if (rest > 0) upper.set(foldHashes(leaves, full * fullWidth * hashBytes, rest), full * hashBytes);
  const width = full + (rest > 0 ? 1 : 0);
  return width === 0 ? Buffer.from(hash('sha256', '', 'buffer')) : foldHashes(upper, 0, width);
}

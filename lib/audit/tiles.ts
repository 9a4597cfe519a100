import type { TreeHash } from './merkle-tree.ts';

/*
 * The log as static objects (C2SP tlog-tiles): hashes in tiles of height 8, leaves in bundles as wide.
 * A tile that is not full has a name of its own for each width, so no object ever changes.
 */

/** Hashes in a full tile, leaves in a full bundle. */
export const fullWidth = 256;
export const hashBytes = 32;

/** `level` 0 holds the hashes of leaves, each level above those of full tiles below. */
export type Tile = { level: number; index: number; width: number };

export const tileName = ({ level, index, width }: Tile): string =>
  `tile/${level}/${placeName(index, width)}`;
export const bundleName = ({ index, width }: Omit<Tile, 'level'>): string =>
  `tile/entries/${placeName(index, width)}`;

/** 1234067 is `x001/x234/067`; what is not full ends in its width: `067.p/112`. */
function placeName(index: number, width: number): string {
  const [last = '', ...others] = groupsOf(index).toReversed();
  const place = [...others.toReversed().map((group) => `x${group}`), last].join('/');
  return width === fullWidth ? place : `${place}.p/${width}`;
}

function groupsOf(index: number): string[] {
  const last = String(index % 1000).padStart(3, '0');
  return index < 1000 ? [last] : [...groupsOf(Math.floor(index / 1000)), last];
}

/** How many hashes a level holds in a tree of `size` leaves. */
export const hashesAt = (level: number, size: number): number =>
  Math.floor(size / fullWidth ** level);

/** The tile that holds the hash at `place` of a level, as it is in a tree of `size` leaves. */
export function tileHolding(level: number, place: number, size: number): Tile {
  const index = Math.floor(place / fullWidth);
  const width = Math.min(fullWidth, hashesAt(level, size) - index * fullWidth);
  return { level, index, width };
}

/** All tiles of a level, of a tree of `size` leaves. */
export const tilesAt = (level: number, size: number): Tile[] =>
  Array.from({ length: Math.ceil(hashesAt(level, size) / fullWidth) }, (_, index) =>
    tileHolding(level, index * fullWidth, size),
  );

/** How many levels of tiles a tree of `size` leaves has. */
export function levelsOf(size: number): number {
  let levels = 0;
  while (hashesAt(levels, size) > 0) levels += 1;
  return levels;
}

export const encodeTile = (hashes: readonly TreeHash[]): Uint8Array => Buffer.concat(hashes);

/** @throws RangeError when the bytes are not `width` hashes. */
export function decodeTile(bytes: Uint8Array, { width }: Pick<Tile, 'width'>): TreeHash[] {
  if (bytes.length !== width * hashBytes) throw new RangeError('a tile of another width');
  return Array.from({ length: width }, (_, at) =>
    bytes.subarray(at * hashBytes, (at + 1) * hashBytes),
  );
}

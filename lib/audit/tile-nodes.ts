import type { LogObjects } from './audit-log.ts';
import { edgeOf, rootOf, type TreeHash } from './merkle-tree.ts';
import type { NodeAt } from './subtrees.ts';
import { decodeTile, fullWidth, tileHolding, tileName } from './tiles.ts';

const levelsOfTile = Math.log2(fullWidth);

/** The hashes of perfect subtrees, from the tiles of a log of `size` leaves; each tile is read once. */
export function tileNodes(objects: Pick<LogObjects, 'get'>, size: number): NodeAt {
  const known = new Map<string, Promise<TreeHash[]>>();

  async function read(name: string, width: number): Promise<TreeHash[]> {
    const bytes = await objects.get(name);
    if (!bytes) throw new Error(`${name} of the audit log is missing`);
    return decodeTile(bytes, { width });
  }

  return async (level, index) => {
    const tileLevel = Math.floor(level / levelsOfTile);
    const count = 2 ** (level % levelsOfTile);
    const tile = tileHolding(tileLevel, index * count, size);
    const name = tileName(tile);
    const hashes = known.get(name) ?? read(name, tile.width);
    known.set(name, hashes);
    const first = (index * count) % fullWidth;
    return rootOf(edgeOf((await hashes).slice(first, first + count)));
  };
}

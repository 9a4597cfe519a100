import { nodeHash, type TreeHash } from './merkle-tree.ts';

/** Leaves from `start` up to and without `end`: a subtree of a tree of RFC 9162. */
export type Range = { start: number; end: number };

/** The hash of the `index`-th perfect subtree of 2^level leaves. */
export type NodeAt = (level: number, index: number) => Promise<TreeHash>;

/** Where a tree over a range of two leaves or more splits. */
export function splitOf({ start, end }: Range): number {
  let left = 1;
  while (left * 2 < end - start) left *= 2;
  return start + left;
}

/** The Merkle Tree Hash over a range, which starts where a subtree of its size can start. */
export async function hashOfRange(nodeAt: NodeAt, { start, end }: Range): Promise<TreeHash> {
  const level = Math.log2(end - start);
  if (Number.isInteger(level)) return nodeAt(level, start / (end - start));
  const middle = splitOf({ start, end });
  const [left, right] = await Promise.all([
    hashOfRange(nodeAt, { start, end: middle }),
    hashOfRange(nodeAt, { start: middle, end }),
  ]);
  return nodeHash(left, right);
}

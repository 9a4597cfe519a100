import { isSameHash, nodeHash, type TreeHash } from './merkle-tree.ts';
import { hashOfRange, type NodeAt, type Range, splitOf } from './subtrees.ts';

/**
 * The proof that the leaf at `index` is in the tree of `size` leaves (RFC 9162, section 2.1.3.1).
 *
 * @param index from 0, smaller than `size`.
 */
export const inclusionProof = (nodeAt: NodeAt, index: number, size: number): Promise<TreeHash[]> =>
  Promise.all(besides(index, { start: 0, end: size }).map((range) => hashOfRange(nodeAt, range)));

/** What stands beside the way from the leaf to the root, from below. */
function besides(index: number, range: Range): Range[] {
  if (range.end - range.start === 1) return [];
  const middle = splitOf(range);
  const left = { start: range.start, end: middle };
  const right = { start: middle, end: range.end };
  return index < middle ? [...besides(index, left), right] : [...besides(index, right), left];
}

export type Inclusion = {
  index: number;
  size: number;
  leaf: TreeHash;
  root: TreeHash;
  proof: readonly TreeHash[];
};

/** Whether the proof holds (RFC 9162, section 2.1.3.2). */
export function isIncluded({ index, size, leaf, root, proof }: Inclusion): boolean {
  if (index < 0 || index >= size) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const beside of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(beside, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = nodeHash(hash, beside);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isSameHash(hash, root);
}

const half = (number: number) => Math.floor(number / 2);

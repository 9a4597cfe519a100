import { isSameHash, nodeHash, type TreeHash } from './merkle-tree.ts';
import { hashOfRange, type NodeAt, type Range, splitOf } from './subtrees.ts';

/**
 * The proof that the tree of `first` leaves is the beginning of the one of `second` leaves
 * (RFC 9162, section 2.1.4.1). Of an empty tree there is nothing to prove.
 */
export async function consistencyProof(
  nodeAt: NodeAt,
  first: number,
  second: number,
): Promise<TreeHash[]> {
  if (first === 0) return [];
  const parts = partsOf(first, { start: 0, end: second }, true);
  return Promise.all(parts.map((range) => hashOfRange(nodeAt, range)));
}

/** @param isKnown whether the verifier has the hash of the range up to `end` already. */
function partsOf(end: number, range: Range, isKnown: boolean): Range[] {
  if (end === range.end) return isKnown ? [] : [range];
  const middle = splitOf(range);
  const left = { start: range.start, end: middle };
  const right = { start: middle, end: range.end };
  return end <= middle
    ? [...partsOf(end, left, isKnown), right]
    : [...partsOf(end, right, false), left];
}

export type Consistency = {
  first: number;
  firstRoot: TreeHash;
  second: number;
  secondRoot: TreeHash;
  proof: readonly TreeHash[];
};

/** Whether the proof holds (RFC 9162, section 2.1.4.2). */
export function isConsistent({
  first,
  firstRoot,
  second,
  secondRoot,
  proof,
}: Consistency): boolean {
  if (first > second) return false;
  if (first === second) return proof.length === 0 && isSameHash(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0;
  const [seed, ...path] = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : proof;
  if (!seed) return false;
  let [place, last] = [first - 1, second - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let [older, newer] = [seed, seed];
  for (const part of path) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      [older, newer] = [nodeHash(part, older), nodeHash(part, newer)];
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      newer = nodeHash(newer, part);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && isSameHash(older, firstRoot) && isSameHash(newer, secondRoot);
}

const half = (number: number) => Math.floor(number / 2);

import { hash } from 'node:crypto';

/*
 * Merkle Tree Hashes of RFC 9162, section 2.1.1: SHA-256 over 0x00 and the leaf, over 0x01 and two
 * nodes. A tree of n leaves splits at the largest power of two that is smaller than n.
 */

/** 32 bytes. */
export type TreeHash = Uint8Array;

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

export const emptyRoot: TreeHash = hash('sha256', '', 'buffer');

export const leafHash = (leaf: Uint8Array): TreeHash =>
  hash('sha256', Buffer.concat([leafPrefix, leaf]), 'buffer');

export const nodeHash = (left: TreeHash, right: TreeHash): TreeHash =>
  hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');

export const isSameHash = (one: TreeHash, other: TreeHash): boolean =>
  Buffer.compare(one, other) === 0;

/**
 * The right edge of a tree: the hashes of the perfect subtrees that it falls into, the largest first,
 * one for each 1 among the binary digits of its size. All that is needed to let it grow.
 */
export type Edge = readonly TreeHash[];

/** The edge after one more leaf. */
export function grownEdge(size: number, edge: Edge, leaf: TreeHash): Edge {
  const next = [...edge];
  let node = leaf;
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    node = nodeHash(next.pop() as TreeHash, node);
  }
  return [...next, node];
}

/** The edge of a tree with these leaves. */
export const edgeOf = (leaves: readonly TreeHash[]): Edge =>
  leaves.reduce<Edge>((edge, leaf, size) => grownEdge(size, edge, leaf), []);

export function rootOf(edge: Edge): TreeHash {
  const [last, ...others] = edge.toReversed();
  return last === undefined ? emptyRoot : others.reduce((root, left) => nodeHash(left, root), last);
}

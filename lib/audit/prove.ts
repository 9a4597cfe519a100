import { DomainError } from '../errors.ts';
import { checkpointName, type LogHeads, type LogObjects, publishedSize } from './audit-log.ts';
import { consistencyProof } from './consistency-proof.ts';
import { inclusionProof } from './inclusion-proof.ts';
import type { Leaf } from './leaf.ts';
import { emptyRoot, type TreeHash } from './merkle-tree.ts';
import { leafAt } from './read-leaves.ts';
import { hashOfRange } from './subtrees.ts';
import { tileNodes } from './tile-nodes.ts';

export type ProofPorts = {
  heads: Pick<LogHeads, 'read' | 'placesOf'>;
  objects: Pick<LogObjects, 'get'>;
};

/** The signed note of a log of this size, by default the newest. @throws DomainError checkpoint-not-found */
export async function readNote(ports: ProofPorts, size?: number): Promise<string> {
  const published = publishedSize(await ports.heads.read());
  const bytes = await ports.objects.get(checkpointName(size ?? published));
  if (!bytes) throw new DomainError('checkpoint-not-found', String(size ?? published));
  return Buffer.from(bytes).toString('utf8');
}

export type ProvenLeaf = {
  index: number;
  size: number;
  leaf: Leaf;
  proof: TreeHash[];
  checkpoint: string;
};

/**
 * Proves that a leaf is in the log that a checkpoint speaks of, by default the newest.
 *
 * @param which the leaf, by its id or its place.
 * @throws DomainError leaf-not-found, checkpoint-not-found
 */
export async function proveLeaf(
  ports: ProofPorts,
  which: { id: string } | { index: number },
  askedSize?: number,
): Promise<ProvenLeaf> {
  const published = publishedSize(await ports.heads.read());
  const size = askedSize ?? published;
  const index = await placeOf(ports, which);
  if (index === undefined || index >= Math.min(size, published)) {
    throw new DomainError('leaf-not-found', 'id' in which ? which.id : String(which.index));
  }
  const [leaf, proof, checkpoint] = await Promise.all([
    leafAt(ports.objects, index, published),
    inclusionProof(tileNodes(ports.objects, published), index, Math.min(size, published)),
    readNote(ports, size),
  ]);
  return { index, size, leaf, proof, checkpoint };
}

const placeOf = async ({ heads }: ProofPorts, which: { id: string } | { index: number }) =>
  'index' in which ? which.index : (await heads.placesOf([which.id])).get(which.id);

/** The roots of the log at two sizes, and the proof that one is the beginning of the other. */
export type ProvenGrowth = {
  first: number;
  firstRoot: TreeHash;
  second: number;
  secondRoot: TreeHash;
  proof: TreeHash[];
};

/**
 * @param second by default that of the newest checkpoint.
 * @throws DomainError checkpoint-not-found when the log was never as large.
 */
export async function proveGrowth(
  ports: ProofPorts,
  first: number,
  askedSecond?: number,
): Promise<ProvenGrowth> {
  const published = publishedSize(await ports.heads.read());
  const second = askedSecond ?? published;
  if (first > second || second > published) {
    throw new DomainError('checkpoint-not-found', `${first} to ${second}`);
  }
  const nodeAt = tileNodes(ports.objects, published);
  const rootAt = async (size: number) =>
    size === 0 ? emptyRoot : hashOfRange(nodeAt, { start: 0, end: size });
  const [firstRoot, secondRoot, proof] = await Promise.all([
    rootAt(first),
    rootAt(second),
    consistencyProof(nodeAt, first, second),
  ]);
  return { first, firstRoot, second, secondRoot, proof };
}

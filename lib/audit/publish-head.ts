import type { Signer } from '../signing/signer.ts';
import {
  checkpointName,
  type LogHead,
  type LogHeads,
  type LogObjects,
  publishedSize,
} from './audit-log.ts';
import { readCheckpoint, signCheckpoint } from './checkpoint.ts';
import { decodeBundle, encodeBundle } from './entry-bundle.ts';
import { edgeOf, isSameHash, leafHash, rootOf, type TreeHash } from './merkle-tree.ts';
import {
  bundleName,
  decodeTile,
  encodeTile,
  fullWidth,
  hashesAt,
  type Tile,
  tileHolding,
  tileName,
} from './tiles.ts';

export type PublishPorts = {
  heads: Pick<LogHeads, 'markPublished'>;
  objects: LogObjects;
  signer: Signer;
};

/**
 * Writes the bundles, the tiles and the checkpoint of a head whose last leaves are in no object yet.
 * Each object has one possible content, so it may be repeated, also by somebody who is late.
 *
 * @throws Error when what was published before is not what the head grew from.
 */
export async function publishHead(ports: PublishPorts, head: LogHead): Promise<void> {
  const bundles = await grownBundles(ports.objects, head);
  const tiles = await grownTiles(ports.objects, head, bundles.hashes);
  await Promise.all(
    [...bundles.objects, ...tiles].map(async ({ name, bytes }) => {
      if (Buffer.compare(await ports.objects.keep(name, bytes), bytes) !== 0) throw altered(name);
    }),
  );
  await publishCheckpoint(ports, head);
  await ports.heads.markPublished(head.size);
}

type Named = { name: string; bytes: Uint8Array };

/** The bundles that hold the new leaves; the first of them may hold older ones as well. */
async function grownBundles(
  objects: LogObjects,
  head: LogHead,
): Promise<{ objects: Named[]; hashes: TreeHash[] }> {
  const before = publishedSize(head);
  const started = tileHolding(0, before, before);
  const older =
    started.width === 0 ? [] : decodeBundle(await standing(objects, bundleName(started)));
  const leaves = [...older, ...head.unpublished];
  const parts = inTiles(leaves, started.index);
  return {
    objects: parts.map(({ index, part }) => ({
      name: bundleName({ index, width: part.length }),
      bytes: encodeBundle(part),
    })),
    hashes: leaves.map(leafHash),
  };
}

/** The tiles of each level that holds new hashes, the lowest first. */
async function grownTiles(
  objects: LogObjects,
  head: LogHead,
  hashesOfLeaves: TreeHash[],
): Promise<Named[]> {
  const tiles: Named[] = [];
  const edges: TreeHash[] = [];
  let hashes = hashesOfLeaves;
  for (let level = 0; hashes.length > 0; level += 1) {
    const parts = inTiles(hashes, Math.floor(hashesAt(level, publishedSize(head)) / fullWidth));
    for (const { index, part } of parts) {
      tiles.push({ name: tileName({ level, index, width: part.length }), bytes: encodeTile(part) });
    }
    const full = parts.filter(({ part }) => part.length === fullWidth);
    const unfilled = parts.find(({ part }) => part.length < fullWidth);
    edges.unshift(...edgeOf(unfilled?.part ?? []));
    hashes = full.map(({ part }) => rootOf(edgeOf(part)));
    if (hashes.length > 0) hashes = [...(await olderHashes(objects, head, level + 1)), ...hashes];
  }
  demandEdge(head, edges);
  return tiles;
}

/** Those that stood in the last tile of a level before it grew. */
async function olderHashes(objects: LogObjects, head: LogHead, level: number): Promise<TreeHash[]> {
  const before = publishedSize(head);
  const tile: Tile = tileHolding(level, hashesAt(level, before), before);
  if (tile.width === 0) return [];
  return decodeTile(await standing(objects, tileName(tile)), tile);
}

/** What was read back must be what the head grew from: a log that was altered is not built upon. */
function demandEdge({ edge }: LogHead, edges: readonly TreeHash[]): void {
  const own = edge.slice(edge.length - edges.length);
  if (!edges.every((hash, at) => isSameHash(hash, own[at] as TreeHash))) throw altered('the edge');
}

async function publishCheckpoint({ objects, signer }: PublishPorts, head: LogHead): Promise<void> {
  const root = rootOf(head.edge);
  const name = checkpointName(head.size);
  const earlier = await objects.get(name);
  const note = earlier
    ? Buffer.from(earlier).toString('utf8')
    : await signCheckpoint(signer, { size: head.size, root });
  const read = readCheckpoint(note);
  if (read?.size !== head.size || !isSameHash(read.root, root)) throw altered(name);
  // First, so that the newest is never older than any of those that stay.
  await objects.advance(note);
  // A signature is another one each time; the first that is kept here stays.
  if (!earlier) await objects.keep(name, Buffer.from(note));
}

function inTiles<T>(all: readonly T[], firstIndex: number): { index: number; part: T[] }[] {
  return Array.from({ length: Math.ceil(all.length / fullWidth) }, (_, at) => ({
    index: firstIndex + at,
    part: all.slice(at * fullWidth, (at + 1) * fullWidth),
  }));
}

async function standing(objects: LogObjects, name: string): Promise<Uint8Array> {
  const bytes = await objects.get(name);
  if (!bytes) throw new Error(`${name} of the audit log is missing`);
  return bytes;
}

const altered = (name: string) => new Error(`${name} of the audit log is not what was published`);

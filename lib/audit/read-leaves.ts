import { type LogHeads, type LogObjects, publishedSize } from './audit-log.ts';
import { decodeBundle } from './entry-bundle.ts';
import { type Leaf, readLeaf } from './leaf.ts';
import { bundleName, fullWidth, tileHolding } from './tiles.ts';

export type ReadPorts = {
  heads: Pick<LogHeads, 'read'>;
  objects: Pick<LogObjects, 'get'>;
};

/** What is looked for; what is left out may be anything. */
export type LeafFilter = {
  kind?: Leaf['kind'] | undefined;
  actor?: string | undefined;
  about?: string | undefined;
  /** RFC 3339; at or after, and before. */
  from?: string | undefined;
  until?: string | undefined;
};

type PlacedLeaf = { index: number; leaf: Leaf };
export type LeafPage = {
  leaves: PlacedLeaf[];
  /** Of the log. */
  size: number;
  /** Where to look on: the leaves before this place were not looked at. Absent when all were. */
  before?: number;
};

/** As many bundles as one page may open, and as many at once. */
const bundlesPerPage = 64;
const bundlesAtOnce = 16;

/**
 * The leaves that fit, the newest first. A page looks through 16,384 leaves at most: it may hold
 * fewer leaves than asked for, or none, and not be the last.
 */
export async function readLeaves(
  { heads, objects }: ReadPorts,
  { limit, before, ...filter }: LeafFilter & { limit: number; before?: number | undefined },
): Promise<LeafPage> {
  const size = publishedSize(await heads.read());
  const leaves: PlacedLeaf[] = [];
  const fits = fitting(filter);
  let end = Math.min(before ?? size, size);
  for (let opened = 0; end > 0 && opened < bundlesPerPage; opened += bundlesAtOnce) {
    for (const placed of (await newestBefore(objects, end, size)).filter(({ leaf }) =>
      fits(leaf),
    )) {
      if (leaves.length === limit)
        return { leaves, size, before: (leaves.at(-1) as PlacedLeaf).index };
      leaves.push(placed);
    }
    end = startOfBundles(end);
  }
  return { leaves, size, ...(end > 0 && { before: end }) };
}

/** @param size of the log: the place is below it. */
export async function leafAt(
  objects: Pick<LogObjects, 'get'>,
  index: number,
  size: number,
): Promise<Leaf> {
  const bytes = (await bundleAt(objects, Math.floor(index / fullWidth), size))[index % fullWidth];
  if (!bytes) throw new Error(`leaf ${index} of the audit log is missing`);
  return readLeaf(bytes);
}

/** All leaves of the last bundles that begin before `end`, the newest first. */
async function newestBefore(
  objects: Pick<LogObjects, 'get'>,
  end: number,
  size: number,
): Promise<PlacedLeaf[]> {
  const first = startOfBundles(end) / fullWidth;
  const last = Math.floor((end - 1) / fullWidth);
  const indexes = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const bundles = await Promise.all(indexes.map((index) => bundleAt(objects, index, size)));
  return bundles
    .flat()
    .map((bytes, at) => ({ index: first * fullWidth + at, bytes }))
    .filter(({ index }) => index < end)
    .map(({ index, bytes }) => ({ index, leaf: readLeaf(bytes) }))
    .toReversed();
}

const startOfBundles = (end: number): number =>
  Math.max(0, Math.ceil(end / fullWidth) - bundlesAtOnce) * fullWidth;

async function bundleAt(
  objects: Pick<LogObjects, 'get'>,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  const name = bundleName(tileHolding(0, index * fullWidth, size));
  const bytes = await objects.get(name);
  if (!bytes) throw new Error(`${name} of the audit log is missing`);
  return decodeBundle(bytes);
}

function fitting({ kind, actor, about, from, until }: LeafFilter): (leaf: Leaf) => boolean {
  const [earliest, end] = [from, until].map((at) =>
    at === undefined ? undefined : Date.parse(at),
  );
  return (leaf) =>
    (kind === undefined || leaf.kind === kind) &&
    (actor === undefined || leaf.actor === actor) &&
    (about === undefined || leaf.about.includes(about)) &&
    (earliest === undefined || Date.parse(leaf.at) >= earliest) &&
    (end === undefined || Date.parse(leaf.at) < end);
}

import { StaleWrite } from '../errors.ts';
import type { LogHead, LogHeads } from './audit-log.ts';
import { type Leaf, leafBytes } from './leaf.ts';
import { grownEdge, leafHash } from './merkle-tree.ts';
import { type PublishPorts, publishHead } from './publish-head.ts';

export type AppendPorts = PublishPorts & {
  heads: LogHeads;
  /** Waits before the next attempt, counted from 1. */
  pause: (attempt: number) => Promise<void>;
};

/** What one append may take: the head must stay below 400 KB, a transaction below 100 items. */
const most = { leaves: 90, bytes: 200_000 };
const attempts = 12;

/**
 * Puts each leaf into the log that is not there yet, and ends when all are published under a signed
 * checkpoint. It may be repeated after a crash anywhere, and run any number of times at once.
 *
 * @throws StaleWrite when others write all the time.
 */
export async function appendLeaves(ports: AppendPorts, leaves: readonly Leaf[]): Promise<void> {
  const byId = new Map(leaves.map((leaf) => [leaf.id, leaf]));
  for (let attempt = 1; ; attempt += 1) {
    const head = await ports.heads.read();
    if (head.unpublished.length > 0) await publishHead(ports, head);
    const places = await ports.heads.placesOf([...byId.keys()]);
    for (const id of places.keys()) byId.delete(id);
    // Who placed one after the head was read may have died before it was published.
    const isPublished = [...places.values()].every((place) => place < head.size);
    if (byId.size === 0 && isPublished) return;
    if (byId.size === 0) continue;
    const appended = await appendSome(ports, head, [...byId.values()]);
    if (appended) attempt = 0;
    else if (attempt === attempts) throw new StaleWrite('audit log');
    else await ports.pause(attempt);
  }
}

async function appendSome(
  ports: AppendPorts,
  head: LogHead,
  leaves: readonly Leaf[],
): Promise<boolean> {
  const taken = firstOf(leaves);
  const next = grownBy(
    head,
    taken.map(({ bytes }) => bytes),
  );
  const places = new Map(taken.map(({ id }, at) => [id, head.size + at]));
  if (!(await ports.heads.append(head.size, next, places))) return false;
  await publishHead(ports, next);
  return true;
}

function grownBy({ size, edge }: LogHead, leaves: readonly Uint8Array[]): LogHead {
  const grown = leaves.reduce((edgeSoFar, leaf, at) => {
    return grownEdge(size + at, edgeSoFar, leafHash(leaf));
  }, edge);
  return { size: size + leaves.length, edge: grown, unpublished: leaves };
}

/** As many as one append may take, one at least. */
function firstOf(leaves: readonly Leaf[]): { id: string; bytes: Uint8Array }[] {
  const taken: { id: string; bytes: Uint8Array }[] = [];
  let sum = 0;
  for (const leaf of leaves) {
    const bytes = leafBytes(leaf);
    sum += bytes.length;
    if (taken.length === most.leaves || (taken.length > 0 && sum > most.bytes)) break;
    taken.push({ id: leaf.id, bytes });
  }
  return taken;
}

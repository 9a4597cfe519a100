import { StaleWrite } from '../errors.ts';
import type { EntityNumber } from '../identifiers.ts';
import { type ChunkEntry, type SealedChunk, sealChunk } from '../reports/register/chunk.ts';
import { chunksToMerge } from '../reports/register/chunk-list.ts';
import { asKnown, type KnownReport, newest } from '../reports/register/known-report.ts';
import type { Place, Shelf } from '../reports/register/place.ts';
import { type ShelfBounds, type ShelfHead, withMerged } from '../reports/register/shelf-head.ts';
import { MissingChunk, type RegisterChunks } from './register-chunks.ts';
import type { RegisterHeads } from './register-heads.ts';

const attempts = 40;
/**
 * Shelves fill up together. So that no change waits for all of them, each does a few merges, one after
 * another, for they hold all their reports in memory: about three keep up with changes that seal a
 * chunk on every shelf.
 */
const mergesPerChange = 6;

/**
 * Merges the chunks of shelves where a level is full. Merging takes long, and needs no lock: the
 * others go on listing chunks meanwhile, and whoever merges second finds the first one's work done.
 * Merged chunks are removed once the head does not list them.
 */
export function registerMerging({
  heads,
  chunks,
  placeOf,
  pause,
  bounds,
}: {
  heads: RegisterHeads;
  chunks: RegisterChunks;
  placeOf: (reference: string) => Place;
  pause: (attempt: number) => Promise<void>;
  bounds: ShelfBounds;
}) {
  const fingerprintOf = (reference: string) => placeOf(reference).fingerprint;

  /** Undefined when somebody else has merged some of them already. */
  async function seal(
    shelf: Shelf,
    head: ShelfHead,
    entries: readonly ChunkEntry[],
  ): Promise<SealedChunk | undefined> {
    const inside: KnownReport[] = [];
    try {
      for (const entry of entries) inside.push(...(await chunks.read(shelf, entry)));
    } catch (cause) {
      if (!(cause instanceof MissingChunk)) throw cause;
      if ((await heads.read(shelf)).version === head.version) throw cause;
      return undefined;
    }
    const level = Math.max(...entries.map((entry) => entry.level)) + 1;
    const { recordsPerPage } = bounds;
    const sealed = sealChunk(asKnown(newest(inside)), { level, recordsPerPage, fingerprintOf });
    await chunks.keep(shelf, sealed);
    return sealed;
  }

  /** Undefined when there is nothing left to do, or others do it. */
  async function mergeOnce(shelf: Shelf, head: ShelfHead): Promise<ShelfHead | undefined> {
    const entries = chunksToMerge(head.chunks, bounds);
    const sealed = entries.length > 0 ? await seal(shelf, head, entries) : undefined;
    if (!sealed) return undefined;
    let held = head;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const next = withMerged(held, entries, sealed.entry);
      const done = next ? await wrote(shelf, next) : lists(held, sealed.entry);
      if (done) {
        const standing = next ?? held;
        const gone = entries.filter((entry) => !lists(standing, entry));
        for (const entry of gone) await chunks.remove(shelf, entry);
        return standing;
      }
      if (!next) return undefined;
      await pause(attempt);
      held = await heads.read(shelf);
    }
    return undefined;
  }

  async function wrote(shelf: Shelf, next: ShelfHead): Promise<boolean> {
    try {
      await heads.write(shelf, next);
      return true;
    } catch (cause) {
      if (!(cause instanceof StaleWrite)) throw cause;
      return false;
    }
  }

  /** @param held the heads of the shelves where chunks may have become too many. */
  return async (entity: EntityNumber, held: ReadonlyMap<string, ShelfHead>): Promise<void> => {
    const left = new Map(held);
    for (let merges = 0; merges < mergesPerChange; merges += 1) {
      const [neediest] = [...left]
        .filter(([, { chunks: listed }]) => chunksToMerge(listed, bounds).length > 0)
        .sort(([, a], [, b]) => b.chunks.length - a.chunks.length);
      if (!neediest) return;
      const [shelf, head] = neediest;
      const next = await mergeOnce({ entity, shelf }, head);
      if (next) left.set(shelf, next);
      else left.delete(shelf);
    }
  };
}

const lists = (head: ShelfHead, { name }: ChunkEntry): boolean =>
  head.chunks.some((listed) => listed.name === name);

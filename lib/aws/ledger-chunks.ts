import { DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { LRUCache } from 'lru-cache';
import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { decodeContributions } from '../ledger/encoding.ts';
import { mergeContributions } from '../ledger/ledger.ts';
import { isAbsent } from './absent-object.ts';
import { type ChunkEntry, chunkId, type LedgerHead, sealChunk } from './ledger-items.ts';
import { putOnce } from './put-once.ts';

/**
 * A chunk of the first level is written anew with what is sealed next until it has so many entries: to
 * read one object instead of several is worth more, each time the ledger is read, than to write less.
 */
const openUntil = 512;
/** So many chunks of one level are packed together into one of the next. */
const chunksPerLevel = 4;
/** A chunk with more entries is packed no more, so that packing holds little in memory. */
const packedEntries = 16_384;

/** At about a kilobyte each, a small part of a function's memory. */
const fewInMemory = 50_000;

export type LedgerChunks = ReturnType<typeof ledgerChunks>;

/** The sealed chunks of ledgers: objects that are written once and never changed. */
export function ledgerChunks({
  client,
  bucket,
  pause,
  openEntries = openUntil,
  entriesInMemory = fewInMemory,
}: {
  client: S3Client;
  bucket: string;
  pause: (attempt: number) => Promise<void>;
  openEntries?: number | undefined;
  entriesInMemory?: number | undefined;
}) {
  const nameOf = (key: LedgerKey, { id, sealedIn }: ChunkEntry) =>
    `${key.replace(':', '/')}/${sealedIn}-${id}`;

  /** A chunk never changes: what was opened once needs no second look. */
  const opened = new LRUCache<string, Contribution[]>({
    maxSize: entriesInMemory,
    sizeCalculation: (contributions) =>
      contributions.reduce((sum, { entries }) => sum + entries.length + 1, 1),
  });

  /**
   * @returns undefined when there is no such chunk: by a newer head it was packed with others.
   * @throws Error when its bytes are not those that were sealed.
   */
  async function read(key: LedgerKey, entry: ChunkEntry): Promise<Contribution[] | undefined> {
    const name = nameOf(key, entry);
    const known = opened.get(name);
    if (known) return known;
    const bytes = await readBytes(name);
    if (!bytes) return undefined;
    if (chunkId(bytes) !== entry.id) throw new Error(`the chunk ${entry.id} is damaged`);
    const contributions = decodeContributions(bytes);
    opened.set(name, contributions);
    return contributions;
  }

  async function readBytes(Key: string): Promise<Uint8Array | undefined> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      return await Body?.transformToByteArray();
    } catch (cause) {
      if (isAbsent(cause)) return undefined;
      throw cause;
    }
  }

  /**
   * Seals contributions, packed together with an earlier chunk that is still small, else with the
   * chunks of their level when that is full, and so on up: a ledger has at most three chunks of a
   * level, each level four times as large. What was superseded is left out on the way.
   *
   * @param head the one that will list them, before its contributions are sealed.
   * @returns the chunks that now make up the ledger, all of them written, and those that were packed;
   *   undefined when one of the listed is no more.
   */
  async function seal(
    key: LedgerKey,
    { chunks: listed, recent, version: sealedIn }: LedgerHead,
  ): Promise<{ chunks: ChunkEntry[]; packed: ChunkEntry[] } | undefined> {
    const small = listed.filter(({ entries }) => entries < packedEntries);
    const open = small.find((one) => one.level === 0 && one.entries + count(recent) <= openEntries);
    const packed: ChunkEntry[] = [];
    let inside = recent;
    let level = 0;
    let same = open ? [open] : fullLevel(small, level);
    while (same.length > 0) {
      const opened = await Promise.all(same.map((entry) => read(key, entry)));
      if (opened.includes(undefined)) return undefined;
      const all = [...opened.flatMap((chunk) => chunk ?? []), ...inside];
      inside = [...mergeContributions(new Map(), all).values()];
      packed.push(...same);
      if (open) break;
      level += 1;
      same = fullLevel(small, level);
    }
    const entry = await put(key, inside, { level, sealedIn });
    return { chunks: [...listed.filter((one) => !packed.includes(one)), entry], packed };
  }

  async function put(
    key: LedgerKey,
    contributions: readonly Contribution[],
    place: Pick<ChunkEntry, 'level' | 'sealedIn'>,
  ): Promise<ChunkEntry> {
    const { entry, bytes } = sealChunk(contributions, place);
    await putOnce(client, { Bucket: bucket, Key: nameOf(key, entry), Body: bytes }, pause);
    return entry;
  }

  /** Seals contributions of a ledger that is written anew, as if they had been packed by and by. */
  const add = (key: LedgerKey, contributions: readonly Contribution[], sealedIn: number) => {
    const entries = count(contributions);
    const level = Math.max(0, Math.floor(Math.log(entries / 64) / Math.log(chunksPerLevel)));
    return put(key, contributions, { level, sealedIn });
  };

  /** For chunks that no head lists any more. */
  async function remove(key: LedgerKey, entries: readonly ChunkEntry[]): Promise<void> {
    for (const entry of entries) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: nameOf(key, entry) }));
    }
  }

  return { add, read, seal, remove };
}

const count = (contributions: readonly Contribution[]): number =>
  contributions.reduce((sum, { entries }) => sum + entries.length, 0);

/** The chunks of a level, if one more would make it full. */
function fullLevel(chunks: readonly ChunkEntry[], level: number): ChunkEntry[] {
  const same = chunks.filter((one) => one.level === level);
  return same.length + 1 < chunksPerLevel ? [] : same;
}

import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { LedgerKey } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { mergeContributions } from '../ledger/ledger.ts';
import { batchGet, itemName } from './batch-get.ts';
import { ledgerChunkKey } from './keys.ts';
import {
  type ChunkEntry,
  chunkItemSchema,
  openChunk,
  type SealedChunk,
  sealChunk,
} from './ledger-items.ts';

/** So many chunks of one level are packed together into one of the next. */
const chunksPerLevel = 8;

/** The sealed chunks of ledgers: written once, named after their content, never changed or removed. */
export function ledgerChunks(store: {
  client: DynamoDBDocumentClient;
  table: string;
  pause: (attempt: number) => Promise<void>;
}) {
  /** @throws Error when a chunk is missing or its bytes are not those that were sealed. */
  async function read(wanted: readonly { key: LedgerKey; entry: ChunkEntry }[]) {
    const keys = wanted.flatMap(({ key, entry }) =>
      entry.parts.map((id) => ledgerChunkKey(key, id)),
    );
    const once = new Map(keys.map((key) => [itemName(key), key]));
    const items = await batchGet(store, [...once.values()]);
    const bytes = new Map(
      items.map((item) => [itemName(item), chunkItemSchema.parse(item).bytes] as const),
    );
    return wanted.map(({ key, entry }) => {
      const parts = entry.parts.map((id) => bytes.get(itemName(ledgerChunkKey(key, id))));
      return { key, contributions: openChunk(entry, parts) };
    });
  }

  async function write(key: LedgerKey, { parts }: SealedChunk): Promise<void> {
    for (const { id, bytes } of parts) {
      const Item = { ...ledgerChunkKey(key, id), bytes };
      await store.client.send(new PutCommand({ TableName: store.table, Item }));
    }
  }

  /**
   * Puts contributions into a chunk, packing it together with the others of its level when that is
   * full, and so on up: a ledger has at most seven chunks of a level, each level eight times as
   * large. What was superseded is left out on the way.
   *
   * @returns the list of chunks that now make up the ledger; all of them are written.
   */
  async function seal(
    key: LedgerKey,
    listed: readonly ChunkEntry[],
    contributions: readonly Contribution[],
  ): Promise<ChunkEntry[]> {
    const sameLevel = (level: number) => listed.filter((entry) => entry.level === level);
    let packed = contributions;
    let level = 0;
    while (sameLevel(level).length + 1 >= chunksPerLevel) {
      const opened = await read(sameLevel(level).map((entry) => ({ key, entry })));
      const inside = [...opened.flatMap((chunk) => chunk.contributions), ...packed];
      packed = [...mergeContributions(new Map(), inside).values()];
      level += 1;
    }
    const chunk = sealChunk(packed, level);
    await write(key, chunk);
    return [...listed.filter((entry) => entry.level >= level), chunk.entry];
  }

  return { read, seal };
}

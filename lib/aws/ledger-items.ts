import * as z from 'zod';
import { digest } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { decodeContributions, encodeContributions } from '../ledger/encoding.ts';

/** Sealed contributions: which items hold their bytes, and what can be known without reading them. */
const chunkEntrySchema = z.strictObject({
  /** SHA-256 of all bytes. */
  checksum: z.string(),
  /** The items that hold the bytes one after another, each named after its own content. */
  parts: z.array(z.string()).min(1),
  /** How many times its contributions were packed together with those of others. */
  level: z.int().min(0),
  minRevision: z.string(),
  maxRevision: z.string(),
  /** Local times of its earliest and latest entry, if it has entries. */
  from: z.string().optional(),
  until: z.string().optional(),
});
export type ChunkEntry = z.infer<typeof chunkEntrySchema>;

/** The one item of a ledger that changes. */
export const headItemSchema = z.object({
  version: z.int().min(1),
  recent: z.instanceof(Uint8Array),
  chunks: z.array(chunkEntrySchema),
});
export type HeadItem = z.infer<typeof headItemSchema>;

export const chunkItemSchema = z.object({ bytes: z.instanceof(Uint8Array) });

/** Contributions leave the head for a chunk when they take more than this, in bytes. */
export const sealAboveBytes = 16_384;
/** An item may take 400 KB. */
const partBytes = 262_144;

export type SealedChunk = { entry: ChunkEntry; parts: { id: string; bytes: Uint8Array }[] };

/** Contributions as immutable items named after their content: writing them twice changes nothing. */
export function sealChunk(contributions: readonly Contribution[], level: number): SealedChunk {
  const bytes = encodeContributions(contributions);
  const parts = Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, index) => {
    const slice = bytes.subarray(index * partBytes, (index + 1) * partBytes);
    return { id: digest(slice), bytes: slice };
  });
  const revisions = contributions.map(({ revision }) => revision).sort();
  const times = contributions
    .flatMap(({ entries }) => entries.map(({ at }) => at))
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  const [from] = times;
  const until = times.at(-1);
  return {
    parts,
    entry: {
      checksum: digest(bytes),
      parts: parts.map(({ id }) => id),
      level,
      minRevision: revisions[0] ?? '',
      maxRevision: revisions.at(-1) ?? '',
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    },
  };
}

/** @throws Error when the bytes are not those that were sealed. */
export function openChunk(entry: ChunkEntry, parts: readonly (Uint8Array | undefined)[]) {
  const bytes = Buffer.concat(parts.map((part) => part ?? new Uint8Array()));
  if (digest(bytes) !== entry.checksum) {
    throw new Error(`the chunk ${entry.checksum} is damaged or missing`);
  }
  return decodeContributions(bytes);
}

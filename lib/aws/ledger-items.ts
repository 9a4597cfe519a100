import * as z from 'zod';
import { digest } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import {
  packUsers,
  packWithDictionary,
  unpackWithDictionary,
} from '../ledger/dictionary-packing.ts';
import {
  type ContributionBlock,
  encodeContributions,
  fromBlock,
  toBlock,
} from '../ledger/encoding.ts';
import { type Uses, usesSchema } from '../ledger/uses.ts';
import { instant } from '../time.ts';

/** Sealed contributions: an object named after its content, and what can be known without reading it. */
const chunkEntrySchema = z.strictObject({
  /** 32 characters of the SHA-256 of its bytes. */
  id: z.string().length(32),
  /** The version of the ledger that it was written for: no two chunks ever have the same name. */
  sealedIn: z.int().min(1),
  /** How many times its contributions were packed together with those of others. */
  level: z.int().min(0),
  /** How many entries it holds, superseded ones too. */
  entries: z.int().min(0),
  /** Seconds since 1970 of its earliest and latest entry, if it has entries. */
  from: z.int().optional(),
  until: z.int().optional(),
  /** Whether it may replace what stands in other chunks, so that they are not read without it. */
  replaces: z.literal(true).optional(),
});
export type ChunkEntry = z.infer<typeof chunkEntrySchema>;

/** The one item of a ledger that changes. */
export type LedgerHead = {
  version: number;
  /** The newest contributions, not sealed yet. */
  recent: Contribution[];
  chunks: ChunkEntry[];
  /** Of a subject. */
  uses: Uses;
  /** Whether any contribution ever replaced another: then nothing is told from the newest alone. */
  corrected: boolean;
};

const itemSchema = z.object({ version: z.int().min(1), state: z.instanceof(Uint8Array) });
const stateSchema = z.strictObject({
  block: z.custom<ContributionBlock>(),
  uses: usesSchema,
  chunks: z.array(chunkEntrySchema),
  corrected: z.boolean(),
});

export function encodeHead({ version, recent, chunks, uses, corrected }: LedgerHead) {
  const state = { block: toBlock(recent), uses, chunks, corrected };
  const isOfLinkKey = recent.length > 0 && recent.every(({ members }) => members);
  return { version, state: isOfLinkKey ? packUsers(state) : packWithDictionary(state) };
}

/** @throws Error when the bytes are not what `encodeHead` made. */
export function decodeHead(item: Record<string, unknown>): LedgerHead {
  const { version, state } = itemSchema.parse(item);
  const { block, ...rest } = stateSchema.parse(unpackWithDictionary(state));
  return { version, recent: fromBlock(block), ...rest };
}

/** Contributions as an immutable object named after its content: writing it twice changes nothing. */
export function sealChunk(
  contributions: readonly Contribution[],
  { level, sealedIn }: Pick<ChunkEntry, 'level' | 'sealedIn'>,
): { entry: ChunkEntry; bytes: Uint8Array } {
  const bytes = encodeContributions(contributions);
  const entries = contributions.flatMap((one) => one.entries);
  const seconds = entries.map(({ at }) => Math.floor(instant(at) / 1000));
  const replaces = contributions.some((one) => one.replaces);
  return {
    bytes,
    entry: {
      id: chunkId(bytes),
      sealedIn,
      level,
      entries: entries.length,
      ...(entries.length > 0 && { from: least(seconds), until: -least(seconds.map((at) => -at)) }),
      ...(replaces && { replaces }),
    },
  };
}

export const chunkId = (bytes: Uint8Array): string => digest(bytes).slice(0, 32);

/** Spreading an argument for each entry would overflow the stack. */
const least = (numbers: readonly number[]): number =>
  numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

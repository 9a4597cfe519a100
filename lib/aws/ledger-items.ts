import * as z from 'zod';
import { digest } from '../identifiers.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { packWithDictionary, unpackWithDictionary } from '../ledger/dictionary-packing.ts';
import {
  type ContributionBlock,
  encodeContributions,
  fromBlock,
  toBlock,
} from '../ledger/encoding.ts';
import { usersFromBytes, usersToBytes } from '../ledger/users-in-bytes.ts';
import { type Uses, usesSchema } from '../ledger/uses.ts';
import { instant } from '../time.ts';

/** Sealed contributions: an object named after its content, and what can be known without reading it. */
const chunkEntrySchema = z.strictObject({
  /** 24 characters of the SHA-256 of its bytes. */
  id: z.string().length(24),
  /** The version of the ledger that it was written for: no two chunks ever have the same name. */
  sealedIn: z.int().min(1),
  /** How many times its contributions were packed together with those of others. */
  level: z.int().min(0),
  /** How many entries it holds, superseded ones too. */
  entries: z.int().min(0),
  /** Seconds since 1970 of its latest entry, if it has entries. */
  until: z.int().optional(),
  /** Whether it may replace what stands in other chunks, so that they are not read without it. */
  replaces: z.literal(true).optional(),
});
export type ChunkEntry = z.infer<typeof chunkEntrySchema>;

/** Its fields in order, without their names: every write of a head writes all of its list again. */
const chunkRowSchema = z
  .tuple([z.string(), z.int(), z.int(), z.int(), z.int().nullable(), z.literal(1).optional()])
  .transform(([id, sealedIn, level, entries, until, replaces]) =>
    chunkEntrySchema.parse({
      id,
      sealedIn,
      level,
      entries,
      ...(until !== null && { until }),
      ...(replaces && { replaces: true }),
    }),
  );

const toRow = ({ id, sealedIn, level, entries, until, replaces }: ChunkEntry) => [
  id,
  sealedIn,
  level,
  entries,
  until ?? null,
  ...(replaces ? [1] : []),
];

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

/** Version and state: the names of attributes are kept with each of very many small items. */
const itemSchema = z.object({ v: z.int().min(1), s: z.instanceof(Uint8Array) });
const stateSchema = z.strictObject({
  block: z.custom<ContributionBlock>(),
  uses: usesSchema,
  chunks: z.array(chunkRowSchema),
  corrected: z.boolean(),
});

/** Whether a state tells of a few users of a link key and of nothing else, says its first byte. */
const ofUsers = 0;

export function encodeHead({ version, ...told }: LedgerHead) {
  const users = tellsOfUsers(told) && usersToBytes(told.recent);
  return { v: version, s: users ? Buffer.concat([Buffer.of(ofUsers), users]) : packState(told) };
}

const tellsOfUsers = ({ recent, chunks, uses, corrected }: Told): boolean =>
  recent.length > 0 && chunks.length + uses.length === 0 && !corrected;

const packState = ({ recent, uses, chunks, corrected }: Told): Uint8Array =>
  packWithDictionary({ block: toBlock(recent), uses, chunks: chunks.map(toRow), corrected });

/** @throws Error when the bytes are not what `encodeHead` made. */
export function decodeHead(item: Record<string, unknown>): LedgerHead {
  const { v: version, s } = itemSchema.parse(item);
  if (s[0] === ofUsers) {
    const recent = usersFromBytes(s.subarray(1));
    return { version, recent, chunks: [], uses: [], corrected: false };
  }
  const { block, ...rest } = stateSchema.parse(unpackWithDictionary(s));
  return { version, recent: fromBlock(block), ...rest };
}

type Told = Omit<LedgerHead, 'version'>;

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
      ...(entries.length > 0 && { until: greatest(seconds) }),
      ...(replaces && { replaces }),
    },
  };
}

export const chunkId = (bytes: Uint8Array): string => digest(bytes).slice(0, 24);

/** Spreading an argument for each entry would overflow the stack. */
const greatest = (numbers: readonly number[]): number =>
  numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

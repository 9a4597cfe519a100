import * as z from 'zod';
import { plainParser } from '../accepts-plainly.ts';
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
export type ChunkEntry = {
  /** 24 characters of the SHA-256 of its bytes. */
  id: string;
  /** The version of the ledger that it was written for: no two chunks ever have the same name. */
  sealedIn: number;
  /** How many times its contributions were packed together with those of others. */
  level: number;
  /** How many entries it holds, superseded ones too. */
  entries: number;
  /** Seconds since 1970 of its latest entry, if it has entries. */
  until?: number;
  /** Whether it may replace what stands in other chunks, so that they are not read without it. */
  replaces?: true;
};

/** Its fields in order, without their names: every write of a head writes all of its list again. */
const chunkRowSchema = z.tuple([
  z.string().regex(/^[0-9a-f]{24}$/),
  z.int().min(1),
  z.int().min(0),
  z.int().min(0),
  z.int().nullable(),
  z.literal(1).optional(),
]);
type ChunkRow = z.infer<typeof chunkRowSchema>;

const toRow = ({ id, sealedIn, level, entries, until, replaces }: ChunkEntry): ChunkRow => {
  const row = [id, sealedIn, level, entries, until ?? null] as const;
  return replaces ? [...row, 1] : [...row];
};

const fromRow = ([id, sealedIn, level, entries, until, replaces]: ChunkRow): ChunkEntry => ({
  id,
  sealedIn,
  level,
  entries,
  ...(until !== null && { until }),
  ...(replaces && { replaces: true }),
});

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
const parseState = plainParser(
  z.strictObject({
    block: z.unknown(),
    uses: usesSchema,
    chunks: z.array(chunkRowSchema),
    corrected: z.boolean(),
  }),
);

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
  const { block, uses, chunks, corrected } = parseState(unpackWithDictionary(s));
  const recent = fromBlock(block as ContributionBlock);
  return { version, recent, uses, chunks: chunks.map(fromRow), corrected };
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

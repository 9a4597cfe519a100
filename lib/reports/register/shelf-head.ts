import type { RegisteredReport } from '../register.ts';
import { type ChunkEntry, type SealedChunk, sealChunk } from './chunk.ts';
import { encodeReports } from './encoding.ts';
import { asKnown } from './known-report.ts';

/** The head of a shelf: what is known of some reports, and where the rest is. */
export type ShelfHead = {
  /** Grows by one with every write; 0 when nobody wrote yet. */
  version: number;
  /** Newer than what chunks say of the same report. */
  recent: ReadonlyMap<string, RegisteredReport>;
  /** Of what they say of one report, the highest version counts. */
  chunks: readonly ChunkEntry[];
};

export const emptyHead: ShelfHead = { version: 0, recent: new Map(), chunks: [] };

export type ShelfBounds = {
  /** What `recent` may take when stored, in bytes: every change writes it again. */
  recentBytes: number;
  recordsPerPage: number;
  /** So many chunks of one level are merged into one of the next. */
  chunksPerLevel: number;
  /** No larger chunk is made by merging, for all of it is held in memory then. */
  mostRecords: number;
};

export const shelfBounds: ShelfBounds = {
  recentBytes: 4096,
  recordsPerPage: 200,
  chunksPerLevel: 8,
  mostRecords: 32_768,
};

/**
 * The head after some reports have changed, and the chunk to write before it. Many reports make a
 * chunk by themselves: who was late and tries again then makes the same one, which is there already.
 */
export function withNews(
  head: ShelfHead,
  news: ReadonlyMap<string, RegisteredReport>,
  { bounds, fingerprintOf }: { bounds: ShelfBounds; fingerprintOf: (reference: string) => number },
): { next: ShelfHead; sealed?: SealedChunk } {
  const version = head.version + 1;
  const together = new Map([...head.recent, ...news]);
  if (fits(together, bounds)) return { next: { ...head, version, recent: together } };

  const older = new Map([...head.recent].filter(([reference]) => !news.has(reference)));
  const [outgrown, recent] = fits(news, bounds) ? [together, new Map()] : [news, older];
  const { recordsPerPage } = bounds;
  const sealed = sealChunk(asKnown(outgrown), { level: 0, recordsPerPage, fingerprintOf });
  return { next: { version, recent, chunks: [...head.chunks, sealed.entry] }, sealed };
}

const fits = (
  reports: ReadonlyMap<string, RegisteredReport>,
  { recentBytes, recordsPerPage }: ShelfBounds,
): boolean =>
  reports.size <= recordsPerPage && encodeReports(asKnown(reports)).length <= recentBytes;

/** The head after chunks were merged into one; undefined when it does not list all of them. */
export function withMerged(
  head: ShelfHead,
  merged: readonly ChunkEntry[],
  into: ChunkEntry,
): ShelfHead | undefined {
  const gone = new Set(merged.map(({ name }) => name));
  const chunks = head.chunks.filter(({ name }) => !gone.has(name));
  if (head.chunks.length - chunks.length < gone.size) return undefined;
  return { ...head, version: head.version + 1, chunks: [...chunks, into] };
}

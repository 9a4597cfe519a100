import { digest } from '../../identifiers.ts';
import { type Directory, decodeDirectory, encodeDirectory } from './directory.ts';
import { encodeReports } from './encoding.ts';
import type { KnownReport } from './known-report.ts';

/** What the head of a shelf says of a sealed chunk. */
export type ChunkEntry = {
  /** The digest of its directory, 32 hexadecimal digits. */
  name: string;
  level: number;
  records: number;
  /** How long its directory is, in bytes. */
  directory: number;
};

export type SealedChunk = { entry: ChunkEntry; bytes: Uint8Array; directory: Directory };

/** Reports as one immutable piece, named after its content: writing it twice changes nothing. */
export function sealChunk(
  known: readonly KnownReport[],
  {
    level,
    recordsPerPage,
    fingerprintOf,
  }: { level: number; recordsPerPage: number; fingerprintOf: (reference: string) => number },
): SealedChunk {
  const sorted = known
    .map((one) => ({ one, fingerprint: fingerprintOf(one.reference) }))
    .sort((a, b) => a.fingerprint - b.fingerprint || compareTexts(a.one, b.one));
  const bytesOfPages: Uint8Array[] = [];
  for (let at = 0; at < sorted.length; at += recordsPerPage) {
    bytesOfPages.push(encodeReports(sorted.slice(at, at + recordsPerPage).map(({ one }) => one)));
  }
  const directoryBytes = encodeDirectory({
    level,
    recordsPerPage,
    fingerprints: Uint32Array.from(sorted, ({ fingerprint }) => fingerprint),
    pages: bytesOfPages.map((page) => ({
      offset: 0,
      length: page.length,
      checksum: checksumOf(page),
    })),
  });
  const entry = {
    name: checksumOf(directoryBytes),
    level,
    records: known.length,
    directory: directoryBytes.length,
  };
  const bytes = Buffer.concat([directoryBytes, ...bytesOfPages]);
  return { entry, bytes, directory: decodeDirectory(directoryBytes) };
}

/** Of a directory or a page. */
export const checksumOf = (bytes: Uint8Array): string => digest(bytes).slice(0, 32);

const compareTexts = (a: KnownReport, b: KnownReport): number =>
  a.reference < b.reference ? -1 : 1;

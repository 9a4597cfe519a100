import { DeleteObjectCommand, GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { LRUCache } from 'lru-cache';
import { registerChunkName } from '../reports/object-names.ts';
import { type ChunkEntry, checksumOf, type SealedChunk } from '../reports/register/chunk.ts';
import { type Directory, decodeDirectory, pagesWith } from '../reports/register/directory.ts';
import { decodeReports } from '../reports/register/encoding.ts';
import type { KnownReport } from '../reports/register/known-report.ts';
import { pageRuns } from '../reports/register/page-runs.ts';
import type { Shelf } from '../reports/register/place.ts';
import { isAbsent } from './absent-object.ts';
import { putOnce } from './put-once.ts';

/** Directories that stay in memory, in bytes: those of some ten million reports. */
const bytesOfDirectories = 67_108_864;

type Wanted = {
  directory: Directory;
  pages: readonly number[];
  isWanted: (known: KnownReport) => boolean;
};

/** A chunk is not there: it was merged into another, or lost. */
export class MissingChunk extends Error {
  constructor(name: string, options: ErrorOptions) {
    super(`the chunk ${name} is missing`, options);
    this.name = 'MissingChunk';
  }
}

/** The sealed chunks of the register: objects that are written once and never changed. */
export function registerChunks({
  s3,
  bucket,
  pause,
}: {
  s3: S3Client;
  bucket: string;
  pause: (attempt: number) => Promise<void>;
}) {
  const directories = new LRUCache<string, Directory>({
    maxSize: bytesOfDirectories,
    sizeCalculation: ({ fingerprints, pages }) =>
      fingerprints.byteLength + 128 * (pages.length + 1),
  });

  async function directoryOf(name: string, entry: ChunkEntry): Promise<Directory> {
    const known = directories.get(name);
    if (known) return known;
    const bytes = await readBytes(name, { from: 0, length: entry.directory });
    const directory = checkedDirectory(name, entry, bytes);
    directories.set(name, directory);
    return directory;
  }

  async function readBytes(
    name: string,
    { from, length }: { from: number; length: number },
  ): Promise<Buffer> {
    const Range = `bytes=${from}-${from + length - 1}`;
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: name, Range }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (cause) {
      if (cause instanceof Error && cause.name === 'InvalidRange') return Buffer.alloc(0);
      if (!isAbsent(cause)) throw cause;
      throw new MissingChunk(name, { cause });
    }
  }

  /** One run after another, and of each only what is wanted: they may be megabytes. */
  async function readPages(
    name: string,
    entry: ChunkEntry,
    { directory, pages, isWanted }: Wanted,
  ): Promise<KnownReport[]> {
    const read: KnownReport[] = [];
    for (const { pages: together, offset, length } of pageRuns(directory, pages)) {
      const bytes = await readBytes(name, { from: entry.directory + offset, length });
      for (const page of together) {
        read.push(...readPage({ name, directory, page }, bytes, offset).filter(isWanted));
      }
    }
    return read;
  }

  const nameOf = (shelf: Shelf, { name }: ChunkEntry) => registerChunkName(shelf, name);

  return {
    /** What a chunk says of some reports. Only pages with their fingerprints are read. */
    async find(
      shelf: Shelf,
      entry: ChunkEntry,
      { references, fingerprints }: { references: ReadonlySet<string>; fingerprints: number[] },
    ): Promise<KnownReport[]> {
      const name = nameOf(shelf, entry);
      const directory = await directoryOf(name, entry);
      const pages = pagesWith(directory, fingerprints);
      const isWanted = ({ reference }: KnownReport) => references.has(reference);
      return readPages(name, entry, { directory, pages, isWanted });
    },

    /** Everything that a chunk says. */
    async read(shelf: Shelf, entry: ChunkEntry): Promise<KnownReport[]> {
      const name = nameOf(shelf, entry);
      const directory = await directoryOf(name, entry);
      const pages = [...directory.pages.keys()];
      return readPages(name, entry, { directory, pages, isWanted: () => true });
    },

    async keep(shelf: Shelf, { entry, bytes, directory }: SealedChunk): Promise<void> {
      const name = nameOf(shelf, entry);
      await putOnce(s3, { Bucket: bucket, Key: name, Body: bytes }, pause);
      directories.set(name, directory);
    },

    /** Only for chunks that no head lists any more. */
    async remove(shelf: Shelf, entry: ChunkEntry): Promise<void> {
      const name = nameOf(shelf, entry);
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: name }));
      directories.delete(name);
    },
  };
}
export type RegisterChunks = ReturnType<typeof registerChunks>;

function checkedDirectory(name: string, entry: ChunkEntry, bytes: Buffer): Directory {
  if (checksumOf(bytes) !== entry.name) {
    throw new Error(`the directory of the chunk ${name} is damaged`);
  }
  return decodeDirectory(bytes);
}

/** @param start where the bytes start, counted as pages are. */
function readPage(
  { name, directory, page }: { name: string; directory: Directory; page: number },
  bytes: Buffer,
  start: number,
): KnownReport[] {
  const { offset, length, checksum } = directory.pages[page] ?? { offset: 0, length: 0 };
  const content = bytes.subarray(offset - start, offset - start + length);
  if (checksumOf(content) !== checksum) {
    throw new Error(`page ${page} of the chunk ${name} is damaged`);
  }
  return decodeReports(content);
}

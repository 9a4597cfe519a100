import { createHash } from 'node:crypto';
import { createReadStream, openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure, usage } from './failure.ts';

/** What the API takes as the body of one request; larger batches are uploads. */
export const maxInlineBytes = 4 * 1024 * 1024;

/** A file to be submitted. Its name says what it holds: .json, .ndjson or .csv, then .gz or .zst if packed. */
export type BatchFile = {
  path: string;
  name: string;
  contentType: (typeof contentTypes)[keyof typeof contentTypes];
  contentEncoding?: 'gzip' | 'zstd';
  /** The bytes as they are, not yet read. */
  content: Blob;
  /** Lower-case hexadecimal. */
  sha256: string;
};

const contentTypes = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  csv: 'text/csv',
} as const;
const encodings = { gz: 'gzip', zst: 'zstd' } as const;

export async function openBatchFile(path: string): Promise<BatchFile> {
  const [, form, packed] = /\.(json|ndjson|jsonl|csv)(?:\.(gz|zst))?$/.exec(path) ?? [];
  if (form === undefined) {
    throw usage(
      `${path}: a batch is a .json, .ndjson or .csv file, or one of these as .gz or .zst`,
    );
  }
  const content = await contentOf(path);
  if (content.size === 0) throw usage(`${path}: the file is empty`);
  if (form === 'json' && content.size > maxInlineBytes) {
    throw usage(`${path}: more than 4 MiB can only be sent as NDJSON or CSV`);
  }
  return {
    path,
    name: basename(path),
    contentType: contentTypes[form as keyof typeof contentTypes],
    ...(packed && { contentEncoding: encodings[packed as keyof typeof encodings] }),
    content,
    sha256: await sha256Of(path),
  };
}

async function contentOf(path: string): Promise<Blob> {
  try {
    if (!(await stat(path)).isFile()) throw usage(`${path}: not a file`);
    return await openAsBlob(path);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw usage(`${path}: there is no such file, or it cannot be read`, { cause });
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

import { createHash } from 'node:crypto';
import { type BatchFile, maxInlineBytes } from './batch-file.ts';
import { packed } from './packing.ts';
import type { Progress } from './progress.ts';

/** The bytes that are sent for a file. They can be read again and again, and are always the same. */
export type Sending = {
  contentType: BatchFile['contentType'];
  contentEncoding?: 'gzip' | 'zstd';
  sizeBytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
  read(): AsyncIterable<Uint8Array>;
};

/** Beyond this an upload goes in parts, so that a line that drops does not cost all of it. */
export const maxPutBytes = 8 * 1024 * 1024;
/** What the API unfolds of the body of one request. */
const maxInlineContentBytes = 32 * 1024 * 1024;
/** What unfolds into more than this, and more than so many times its size, the API takes for an attack. */
const freeContentBytes = 64 * 1024 * 1024;
const maxRatio = 150;

export const asItIs = (file: BatchFile): Sending => {
  const { contentType, contentEncoding, content, sha256 } = file;
  return {
    contentType,
    ...(contentEncoding && { contentEncoding }),
    sizeBytes: content.size,
    sha256,
    read: () => content.stream(),
  };
};

/** The file packed with zstd on the way, where that spares requests; else as it is. */
export async function inFewestRequests(file: BatchFile, progress: Progress): Promise<Sending> {
  const plain = asItIs(file);
  const { contentType, contentEncoding, content } = file;
  if (contentEncoding || contentType === 'application/json') return plain;
  if (requestsFor(plain, content.size) === 1) return plain;
  const bar = progress.begin('Packing (MiB)');
  const measured = await measure(
    packed(content, (bytes) => bar.show(wholeMebibytes(bytes), wholeMebibytes(content.size))),
  ).finally(() => bar.end());
  const read = () => packed(content);
  const small: Sending = { contentType, contentEncoding: 'zstd', ...measured, read };
  const suspicious = content.size > freeContentBytes && content.size > small.sizeBytes * maxRatio;
  const spares = requestsFor(small, content.size) < requestsFor(plain, content.size);
  return spares && !suspicious ? small : plain;
}

export const wholeMebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

/** Whether it may be the body of one request. */
export const isInline = ({ sizeBytes }: Sending, contentBytes: number): boolean =>
  sizeBytes <= maxInlineBytes && contentBytes <= maxInlineContentBytes;

/** About so many requests it takes to send this. */
function requestsFor(sending: Sending, contentBytes: number): number {
  if (isInline(sending, contentBytes)) return 1;
  return sending.sizeBytes <= maxPutBytes ? 2 : 3 + Math.ceil(sending.sizeBytes / maxPutBytes);
}

async function measure(bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** All of it in memory: for what is small. */
export async function wholeOf(sending: Sending): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of sending.read()) chunks.push(new Uint8Array(chunk));
  return new Blob(chunks);
}

/** Cut into parts of so many bytes, the last one shorter. Holds one part at a time. */
export async function* partsOf(
  bytes: AsyncIterable<Uint8Array>,
  partBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    let rest = chunk;
    while (size + rest.length >= partBytes) {
      const end = partBytes - size;
      yield Buffer.concat([...held, rest.subarray(0, end)]);
      rest = rest.subarray(end);
      held = [];
      size = 0;
    }
    held.push(Buffer.from(rest));
    size += rest.length;
  }
  if (size > 0) yield Buffer.concat(held);
}

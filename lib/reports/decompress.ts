import { pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import * as z from 'zod';
import { DomainError } from '../errors.ts';

export const contentEncodingSchema = z.enum(['identity', 'gzip', 'zstd']);
export type ContentEncoding = z.infer<typeof contentEncodingSchema>;

/**
 * The content behind a Content-Encoding, as a stream.
 *
 * @param maxBytes of content: a small body can unfold into a very large one.
 * @throws DomainError malformed-body when the compressed stream is damaged, cut short, or goes on
 *   after its end (a second zstd frame would otherwise be dropped in silence); body-too-large.
 */
export async function* decompress(
  chunks: AsyncIterable<Uint8Array>,
  encoding: ContentEncoding,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of encoding === 'identity' ? chunks : unfold(chunks, encoding)) {
    size += chunk.length;
    if (size > maxBytes) throw new DomainError('body-too-large', `more than ${maxBytes} bytes`);
    yield chunk;
  }
}

async function* unfold(
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'gzip' | 'zstd',
): AsyncGenerator<Uint8Array> {
  const decompressor = encoding === 'gzip' ? createGunzip() : createZstdDecompress();
  let received = 0;
  async function* counted() {
    for await (const chunk of chunks) {
      received += chunk.length;
      yield chunk;
    }
  }
  // An error on either side destroys the decompressor, so it reaches the loop below.
  pipeline(Readable.from(counted()), decompressor, () => {});
  try {
    for await (const chunk of decompressor) yield chunk;
  } catch (cause) {
    if (!isCompressionError(cause)) throw cause;
    throw new DomainError('malformed-body', `damaged or truncated ${encoding}`, { cause });
  }
  if (decompressor.bytesWritten < received) {
    throw new DomainError('malformed-body', `content after the end of ${encoding}`);
  }
}

const isCompressionError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(Z_|ZSTD_)/.test(error.code);

import {
  constants,
  createGunzip,
  createZstdDecompress,
  type Gunzip,
  type ZstdDecompress,
} from 'node:zlib';
import * as z from 'zod';
import { DomainError } from '../errors.ts';
import { slicesOf } from './slices.ts';
import { outputOf } from './stream-output.ts';

export const contentEncodingSchema = z.enum(['identity', 'gzip', 'zstd']);
export type ContentEncoding = z.infer<typeof contentEncodingSchema>;

type Packing = Exclude<ContentEncoding, 'identity'>;

/** So much content is read whatever it was packed into. */
const freeBytes = 64 * 1024 * 1024;
/** Beyond that, so many bytes for each one sent: real batches pack to a tenth or a thirtieth. */
const maxRatio = 200;
/** What is sent is taken in slices of this size, so that a verdict depends on the bytes alone. */
const sliceBytes = 64 * 1024;
/** gzip members or zstd frames one after another; each costs a start. */
const maxMembers = 10_000;
/** 8 MiB, as much as a receiver has to have at hand for zstd: RFC 9659. */
const maxWindowLog = 23;

/**
 * The content behind a Content-Encoding, as a stream. Several gzip members or zstd frames one after
 * another are one content, as both formats have it.
 *
 * @param maxBytes of content: a small body can unfold into a very large one.
 * @throws DomainError malformed-body when the compressed stream is damaged, cut short, or something
 *   else follows its end; body-too-large when it unfolds into more than `maxBytes`;
 *   expands-too-much when it unfolds into more than 64 MiB and 200 times what was sent up to there.
 */
export async function* decompress(
  chunks: AsyncIterable<Uint8Array>,
  encoding: ContentEncoding,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  if (encoding === 'identity') {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      yield chunk;
    }
    return;
  }
  for await (const { piece, sent } of unfold(chunks, encoding)) {
    size += piece.length;
    const allowed = Math.max(freeBytes, sent * maxRatio);
    // The lower bound is the one that is told, however long the piece that passes it.
    if (size > Math.min(allowed, maxBytes)) throw allowed < maxBytes ? bomb() : tooLarge(maxBytes);
    yield piece;
  }
}

const tooLarge = (maxBytes: number) =>
  new DomainError('body-too-large', `more than ${maxBytes} bytes`);

const bomb = () =>
  new DomainError(
    'expands-too-much',
    `beyond ${freeBytes} bytes it may unpack to no more than ${maxRatio} times what was sent`,
  );

type Unfolded = { piece: Uint8Array; sent: number };

/** What comes out, with how much had been sent by then, the slice that it came out of included. */
async function* unfold(
  chunks: AsyncIterable<Uint8Array>,
  packing: Packing,
): AsyncGenerator<Unfolded> {
  let member = newMember(packing);
  let members = 1;
  let sent = 0;
  try {
    for await (const slice of slicesOf(chunks, sliceBytes)) {
      sent += slice.length;
      let rest: Uint8Array = slice;
      for (;;) {
        const before = member.bytesWritten;
        for await (const piece of outputOf(member, rest)) yield { piece, sent };
        rest = rest.subarray(member.bytesWritten - before);
        if (rest.length === 0) break;
        // It has come to its end and left the rest alone.
        member.destroy();
        members += 1;
        if (members > maxMembers)
          throw new DomainError('malformed-body', `too many parts of ${packing}`);
        member = newMember(packing);
      }
    }
    for await (const piece of outputOf(member)) yield { piece, sent };
  } catch (cause) {
    if (!isCompressionError(cause)) throw cause;
    throw new DomainError('malformed-body', `damaged or truncated ${packing}`, { cause });
  } finally {
    member.destroy();
  }
}

function newMember(packing: Packing): Gunzip | ZstdDecompress {
  const params = { [constants.ZSTD_d_windowLogMax]: maxWindowLog };
  const member = packing === 'gzip' ? createGunzip() : createZstdDecompress({ params });
  // Told by `outputOf` while output is waited for; at any other time it must not end the process.
  return member.on('error', () => {});
}

const isCompressionError = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(Z_|ZSTD_)/.test(error.code);

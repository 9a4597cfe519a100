import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type RunningChecksum, startChecksum } from './checksum.ts';
import { ChunkedBody } from './chunked-body.ts';
import { notImplemented, S3Error } from './error.ts';
import type { Header } from './request.ts';

export type ReceivedBody = {
  /** The file's name in the directory of bodies. */
  file: string;
  size: number;
  md5Hex: string;
  /** Header name to value, as the sender declared it: x-amz-checksum-crc32. */
  checksum: { name: string; value: string } | undefined;
};

/**
 * Streams a request's bytes into a new file, synced to disk, and checks every digest the sender
 * declared. Nothing refers to the file yet: a crash leaves an orphan that the next start removes.
 */
export async function receiveBody(
  request: IncomingMessage,
  header: Header,
  directory: string,
): Promise<ReceivedBody> {
  const file = randomUUID();
  const path = join(directory, file);
  const meter = meterBody(header);
  const chunked = chunkedBodyOf(header);
  const target = createWriteStream(path, { flush: true });
  try {
    await (chunked
      ? pipeline(request, chunked, meter.stream, target)
      : pipeline(request, meter.stream, target));
    return { file, ...meter.check((name) => chunked?.trailers.get(name) ?? header(name)) };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function chunkedBodyOf(header: Header): ChunkedBody | undefined {
  const payload = header('x-amz-content-sha256');
  if (payload === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') return new ChunkedBody();
  if (payload?.startsWith('STREAMING-')) throw notImplemented(payload);
  return undefined;
}

function meterBody(header: Header) {
  const md5 = createHash('md5');
  const declared = header('x-amz-content-sha256') ?? '';
  const sha256 = /^[0-9a-f]{64}$/.test(declared) ? createHash('sha256') : undefined;
  const name = checksumName(header);
  const checksum = name === undefined ? undefined : startChecksum(name.slice(15));
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      md5.update(chunk);
      sha256?.update(chunk);
      checksum?.update(chunk);
      done(null, chunk);
    },
  });

  const check = (declaredValue: Header) => {
    const expectedSize = header('x-amz-decoded-content-length') ?? header('content-length');
    if (expectedSize !== undefined && Number(expectedSize) !== size) {
      throw new S3Error(400, 'IncompleteBody', 'The body is not as long as was declared');
    }
    const digest = md5.digest();
    const contentMd5 = header('content-md5');
    if (contentMd5 !== undefined && contentMd5 !== digest.toString('base64')) throw badDigest();
    if (sha256 && sha256.digest('hex') !== declared) {
      throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The body does not match its SHA-256');
    }
    return {
      size,
      md5Hex: digest.toString('hex'),
      checksum: proven(name, checksum, declaredValue),
    };
  };
  return { stream, check };
}

function proven(
  name: string | undefined,
  checksum: RunningChecksum | undefined,
  declaredValue: Header,
): ReceivedBody['checksum'] {
  if (name === undefined || checksum === undefined) return undefined;
  const value = checksum.digest();
  if (declaredValue(name) !== value) throw badDigest();
  return { name, value };
}

/** The header, or the trailer announced by a header, in which the sender puts a checksum. */
function checksumName(header: Header): string | undefined {
  const trailer = header('x-amz-trailer');
  if (trailer?.startsWith('x-amz-checksum-')) return trailer.toLowerCase();
  const known = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'];
  return known
    .map((algorithm) => `x-amz-checksum-${algorithm}`)
    .find((name) => header(name) !== undefined);
}

const badDigest = () =>
  new S3Error(400, 'BadDigest', 'The digest you sent does not match what was received.');

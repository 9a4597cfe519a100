import { text } from 'node:stream/consumers';
import { invalidArgument, invalidRequest } from './error.ts';
import { keptHeaders, retentionOf } from './kept-headers.ts';
import { receiveBody } from './received-body.ts';
import { type Reply, xmlReply } from './reply.ts';
import type { S3Request } from './request.ts';
import type { Storage } from './storage.ts';
import { versionHeader, writeConditions } from './writing.ts';
import { xmlElement, xmlElements } from './xml.ts';

/* The operations of an upload in parts. */

export function createUpload(request: S3Request, { uploads }: Storage): Reply {
  const { bucket, key } = request;
  const id = uploads.create(bucket, key, {
    headers: keptHeaders(request),
    retention: retentionOf(request),
    checksum: request.header('x-amz-checksum-algorithm')?.toLowerCase(),
  });
  return xmlReply('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: id });
}

export async function uploadPart(request: S3Request, { files, uploads }: Storage): Promise<Reply> {
  const { bucket, key, query, header, message } = request;
  const id = query.get('uploadId') ?? '';
  const number = Number(query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw invalidArgument('Part number must be an integer between 1 and 10000');
  }
  uploads.find(id, bucket, key);
  const { file, size, md5Hex, checksum } = await receiveBody(message, header, files.bodies);
  try {
    // It may have been aborted or completed while the bytes came.
    const { checksum: algorithm } = uploads.find(id, bucket, key);
    demandChecksum(algorithm, checksum?.name);
    await uploads.keepPart(id, { number, file, size, etag: md5Hex, checksum: checksum?.value });
  } catch (error) {
    await files.remove([{ file }]);
    throw error;
  }
  const proven = checksum && { [checksum.name]: checksum.value };
  return { status: 200, headers: { etag: `"${md5Hex}"`, ...proven } };
}

function demandChecksum(algorithm: string | undefined, sent: string | undefined): void {
  if (algorithm === undefined || sent === `x-amz-checksum-${algorithm}`) return;
  throw invalidRequest(`Checksum Type mismatch occurred, expected checksum Type: ${algorithm}`);
}

export async function completeUpload(request: S3Request, { uploads }: Storage): Promise<Reply> {
  const { bucket, key, query, message } = request;
  const listed = xmlElements(await text(message), 'Part').map((part) => ({
    number: Number(xmlElement(part, 'PartNumber')),
    etag: (xmlElement(part, 'ETag') ?? '').replaceAll('"', ''),
    checksum: xmlElement(part, 'ChecksumSHA256'),
  }));
  const upload = { id: query.get('uploadId') ?? '', bucket, key };
  const { etag, versionId } = await uploads.complete(upload, listed, writeConditions(request));
  const fields = { Location: `/${bucket}/${key}`, Bucket: bucket, Key: key, ETag: `"${etag}"` };
  const reply = xmlReply('CompleteMultipartUploadResult', fields);
  return { ...reply, headers: { ...reply.headers, ...versionHeader(versionId) } };
}

const largestPage = 1000;

/** ListParts: a page of what has arrived, and the number after which the next one starts. */
export function listParts({ bucket, key, query }: S3Request, { uploads }: Storage): Reply {
  const id = query.get('uploadId') ?? '';
  const marker = Number(query.get('part-number-marker') ?? 0);
  const maxParts = Math.min(Number(query.get('max-parts') ?? largestPage), largestPage);
  const after = uploads.list(id, bucket, key).filter(({ number }) => number > marker);
  const page = after.slice(0, maxParts);
  const isTruncated = after.length > page.length;
  return xmlReply('ListPartsResult', {
    Bucket: bucket,
    Key: key,
    UploadId: id,
    PartNumberMarker: marker,
    NextPartNumberMarker: isTruncated ? page.at(-1)?.number : undefined,
    MaxParts: maxParts,
    IsTruncated: isTruncated,
    Part: page.map(({ number, size, etag, checksum }) => ({
      PartNumber: number,
      Size: size,
      ETag: `"${etag}"`,
      ChecksumSHA256: checksum?.length === base64OfSha256 ? checksum : undefined,
    })),
  });
}

const base64OfSha256 = 44;

export async function abortUpload(
  { bucket, key, query }: S3Request,
  { uploads }: Storage,
): Promise<Reply> {
  await uploads.abort(query.get('uploadId') ?? '', bucket, key);
  return { status: 204 };
}

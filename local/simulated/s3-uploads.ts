import { createHash } from 'node:crypto';
import type {
  AbortMultipartUploadCommandInput,
  CompletedPart,
  CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommandInput,
  ListMultipartUploadsCommandInput,
  ListPartsCommandInput,
  UploadPartCommandInput,
} from '@aws-sdk/client-s3';
import {
  type AskedStore,
  bare,
  bucketOf,
  etagOf,
  type ObjectStore,
  objectKey,
  type Part,
  requireWritable,
  type Upload,
} from './object-store.ts';
import { keptOf, requireDigests } from './s3-objects.ts';
import { objectError, requireKnown } from './service-errors.ts';
import { compareUtf8 } from './utf8-order.ts';

const minPartBytes = 5 * 1024 * 1024;
const maxParts = 10_000;
const target = ['Bucket', 'Key', 'UploadId'];
const createOptions = new Set(
  'Bucket Key ContentType ContentEncoding Metadata StorageClass ChecksumAlgorithm ServerSideEncryption'.split(
    ' ',
  ),
);
const partOptions = new Set([
  ...target,
  'PartNumber',
  'Body',
  'ContentLength',
  'ContentMD5',
  'ChecksumAlgorithm',
  'ChecksumSHA256',
]);
const completeOptions = new Set([...target, 'MultipartUpload', 'IfNoneMatch', 'IfMatch']);

export function createUpload({ store }: AskedStore, input: CreateMultipartUploadCommandInput) {
  requireKnown('CreateMultipartUploadCommand', input, createOptions);
  const bucket = bucketOf(store, input.Bucket);
  const key = objectKey(input.Key);
  store.meter?.putRequest(bucket.name);
  store.uploads += 1;
  const id = `upload-${store.uploads}`;
  const parts = new Map<number, Part>();
  bucket.uploads.set(id, { id, key, parts, at: store.now(), kept: keptOf(input) });
  return { Bucket: bucket.name, Key: key, UploadId: id };
}

type Target = {
  Bucket?: string | undefined;
  Key?: string | undefined;
  UploadId?: string | undefined;
};

/** @throws S3ServiceException NoSuchUpload also of one that is completed or aborted. */
function uploadOf(store: ObjectStore, { Bucket, Key, UploadId }: Target): Upload {
  const upload = bucketOf(store, Bucket).uploads.get(UploadId ?? '');
  if (upload && upload.key === Key) return upload;
  throw objectError('NoSuchUpload', 404, 'The specified upload does not exist.');
}

export function uploadPart({ store, body }: AskedStore, input: UploadPartCommandInput) {
  requireKnown('UploadPartCommand', input, partOptions);
  const bucket = bucketOf(store, input.Bucket);
  store.meter?.putRequest(bucket.name);
  const { parts } = uploadOf(store, input);
  const number = input.PartNumber ?? 0;
  if (!(Number.isInteger(number) && number >= 1 && number <= maxParts)) {
    throw objectError('InvalidArgument', 400, 'Part number must be between 1 and 10000');
  }
  requireDigests(body, input);
  const etag = etagOf(body);
  parts.set(number, { bytes: body, etag, at: store.now() });
  return { ETag: etag };
}

export function completeUpload(
  { store, fate }: AskedStore,
  input: CompleteMultipartUploadCommandInput,
) {
  requireKnown('CompleteMultipartUploadCommand', input, completeOptions);
  const bucket = bucketOf(store, input.Bucket);
  store.meter?.putRequest(bucket.name);
  const upload = uploadOf(store, input);
  const parts = partsIn(upload, input.MultipartUpload?.Parts ?? []);
  requireWritable(bucket.objects.get(upload.key), input, fate);
  const bytes = Buffer.concat(parts.map((part) => part.bytes));
  const etag = etagOfParts(parts);
  bucket.objects.set(upload.key, { bytes, etag, at: store.now(), ...upload.kept });
  bucket.uploads.delete(upload.id);
  return { Bucket: bucket.name, Key: upload.key, ETag: etag };
}

function partsIn({ parts }: Upload, named: readonly CompletedPart[]): Part[] {
  if (named.length === 0) {
    throw objectError('MalformedXML', 400, 'The XML you provided was not well-formed');
  }
  const found = named.map(({ PartNumber = 0, ETag = '' }, at) => {
    if (at > 0 && PartNumber <= (named[at - 1]?.PartNumber ?? 0)) {
      throw objectError('InvalidPartOrder', 400, 'The list of parts was not in ascending order');
    }
    const part = parts.get(PartNumber);
    if (part && bare(part.etag) === bare(ETag)) return part;
    throw objectError('InvalidPart', 400, 'One or more of the specified parts could not be found');
  });
  if (found.slice(0, -1).some(({ bytes }) => bytes.length < minPartBytes)) {
    throw objectError('EntityTooSmall', 400, 'A part but the last has less than 5 MiB');
  }
  return found;
}

function etagOfParts(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(bare(etag), 'hex'));
  return `"${hash.digest('hex')}-${parts.length}"`;
}

export function abortUpload({ store }: AskedStore, input: AbortMultipartUploadCommandInput) {
  requireKnown('AbortMultipartUploadCommand', input, new Set(target));
  const upload = uploadOf(store, input);
  bucketOf(store, input.Bucket).uploads.delete(upload.id);
  return {};
}

const listPartsOptions = new Set([...target, 'MaxParts', 'PartNumberMarker']);
const maxListed = 1000;

export function listParts({ store }: AskedStore, input: ListPartsCommandInput) {
  requireKnown('ListPartsCommand', input, listPartsOptions);
  const { parts, key, id } = uploadOf(store, input);
  store.meter?.putRequest(bucketOf(store, input.Bucket).name);
  const MaxParts = Math.min(input.MaxParts ?? maxListed, maxListed);
  const marker = Number(input.PartNumberMarker ?? 0);
  const following = [...parts].filter(([number]) => number > marker).sort(([a], [b]) => a - b);
  const page = following.slice(0, MaxParts);
  const last = page.at(-1);
  const IsTruncated = following.length > page.length;
  const Parts = page.map(([PartNumber, { etag, bytes, at }]) => ({
    PartNumber,
    ETag: etag,
    Size: bytes.length,
    LastModified: new Date(at),
  }));
  return {
    Bucket: input.Bucket,
    Key: key,
    UploadId: id,
    MaxParts,
    IsTruncated,
    ...(page.length > 0 && { Parts }),
    ...(IsTruncated && last && { NextPartNumberMarker: String(last[0]) }),
  };
}

/** All uploads under way, on one page. */
export function listUploads({ store }: AskedStore, input: ListMultipartUploadsCommandInput) {
  requireKnown('ListMultipartUploadsCommand', input, new Set(['Bucket', 'Prefix']));
  const bucket = bucketOf(store, input.Bucket);
  store.meter?.putRequest(bucket.name);
  const Uploads = [...bucket.uploads.values()]
    .filter(({ key }) => key.startsWith(input.Prefix ?? ''))
    .sort((one, other) => compareUtf8(one.key, other.key))
    .map(({ id, key, at }) => ({ UploadId: id, Key: key, Initiated: new Date(at) }));
  return { Bucket: bucket.name, IsTruncated: false, ...(Uploads.length > 0 && { Uploads }) };
}

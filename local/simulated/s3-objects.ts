import { createHash } from 'node:crypto';
import type {
  DeleteObjectCommandInput,
  DeleteObjectsCommandInput,
  GetObjectCommandInput,
  HeadObjectCommandInput,
  ListObjectsV2CommandInput,
  PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { bitFlipped } from './faults.ts';
import { objectBody } from './object-body.ts';
import {
  type AskedStore,
  bucketOf,
  etagOf,
  objectKey,
  rangeOf,
  requireReadable,
  requireWritable,
  type StoredObject,
} from './object-store.ts';
import { objectError, requireKnown } from './service-errors.ts';
import { compareUtf8 } from './utf8-order.ts';

const putOptions = new Set(
  'Bucket Key Body IfNoneMatch IfMatch ContentType ContentEncoding ContentLength ContentMD5 ChecksumAlgorithm ChecksumSHA256 Metadata StorageClass ServerSideEncryption'.split(
    ' ',
  ),
);
const getOptions = new Set(['Bucket', 'Key', 'Range', 'IfMatch', 'IfNoneMatch', 'ChecksumMode']);

/** What is kept of an object beside its bytes. */
export const keptOf = (
  input: Pick<
    PutObjectCommandInput,
    'ContentType' | 'ContentEncoding' | 'StorageClass' | 'Metadata'
  >,
) => ({
  contentType: input.ContentType,
  contentEncoding: input.ContentEncoding,
  storageClass: input.StorageClass,
  metadata: { ...input.Metadata },
});

export function putObject({ store, fate, body }: AskedStore, input: PutObjectCommandInput) {
  requireKnown('PutObjectCommand', input, putOptions);
  const bucket = bucketOf(store, input.Bucket);
  const key = objectKey(input.Key);
  store.meter?.putRequest(bucket.name);
  requireDigests(body, input);
  requireWritable(bucket.objects.get(key), input, fate);
  const etag = etagOf(body);
  bucket.objects.set(key, { bytes: body, etag, at: store.now(), ...keptOf(input) });
  return { ETag: etag };
}

/** @throws S3ServiceException BadDigest or IncompleteBody when other bytes came than were announced. */
export function requireDigests(
  bytes: Uint8Array,
  {
    ContentMD5,
    ChecksumSHA256,
    ContentLength,
  }: Pick<PutObjectCommandInput, 'ContentMD5' | 'ChecksumSHA256' | 'ContentLength'>,
): void {
  const digest = (algorithm: string) => createHash(algorithm).update(bytes).digest('base64');
  const differs =
    (ContentMD5 !== undefined && ContentMD5 !== digest('md5')) ||
    (ChecksumSHA256 !== undefined && ChecksumSHA256 !== digest('sha256'));
  if (differs) throw objectError('BadDigest', 400, 'The digest did not match what was received');
  if (ContentLength !== undefined && ContentLength !== bytes.length) {
    throw objectError('IncompleteBody', 400, 'Another number of bytes came than was announced');
  }
}

const describe = (object: StoredObject) => ({
  ETag: object.etag,
  LastModified: new Date(object.at),
  Metadata: { ...object.metadata },
  AcceptRanges: 'bytes',
  ...(object.contentType !== undefined && { ContentType: object.contentType }),
  ...(object.contentEncoding !== undefined && { ContentEncoding: object.contentEncoding }),
  ...(object.storageClass !== undefined && { StorageClass: object.storageClass }),
});

export function getObject({ store, fate }: AskedStore, input: GetObjectCommandInput) {
  requireKnown('GetObjectCommand', input, getOptions);
  const bucket = bucketOf(store, input.Bucket);
  store.meter?.getRequest(bucket.name);
  const object = bucket.objects.get(objectKey(input.Key));
  if (!object) throw objectError('NoSuchKey', 404, 'The specified key does not exist.');
  requireReadable(object, input);
  const { length } = object.bytes;
  const range = rangeOf(input.Range, length);
  const kept = range ? object.bytes.subarray(range.first, range.last + 1) : object.bytes;
  const { random } = store;
  const bytes = fate === 'damaged' ? bitFlipped(kept, random) : kept;
  return {
    ...describe(object),
    Body: objectBody(bytes, { random, cutShort: fate === 'cut-short' }),
    ContentLength: bytes.length,
    ...(range && { ContentRange: `bytes ${range.first}-${range.last}/${length}` }),
  };
}

export function headObject({ store }: AskedStore, input: HeadObjectCommandInput) {
  requireKnown('HeadObjectCommand', input, getOptions);
  const bucket = store.buckets.get(input.Bucket ?? '');
  if (bucket) store.meter?.getRequest(bucket.name);
  const object = bucket?.objects.get(objectKey(input.Key));
  if (!object) throw objectError('NotFound', 404, 'Not Found');
  requireReadable(object, input);
  return { ...describe(object), ContentLength: object.bytes.length };
}

export function deleteObject({ store }: AskedStore, input: DeleteObjectCommandInput) {
  requireKnown('DeleteObjectCommand', input, new Set(['Bucket', 'Key']));
  bucketOf(store, input.Bucket).objects.delete(objectKey(input.Key));
  return {};
}

const maxDeletes = 1000;

export function deleteObjects({ store }: AskedStore, input: DeleteObjectsCommandInput) {
  requireKnown('DeleteObjectsCommand', input, new Set(['Bucket', 'Delete']));
  const { objects } = bucketOf(store, input.Bucket);
  const wanted = input.Delete?.Objects ?? [];
  if (wanted.length === 0 || wanted.length > maxDeletes) {
    throw objectError('MalformedXML', 400, 'between 1 and 1,000 objects are deleted at once');
  }
  for (const { Key } of wanted) objects.delete(objectKey(Key));
  return { Deleted: wanted.map(({ Key }) => ({ Key })) };
}

const listOptions = new Set([
  'Bucket',
  'Prefix',
  'Delimiter',
  'MaxKeys',
  'StartAfter',
  'ContinuationToken',
]);
const maxListed = 1000;

/** A page of names in the order of their bytes; what has the delimiter after the prefix is told once for all. */
export function listObjects({ store }: AskedStore, input: ListObjectsV2CommandInput) {
  requireKnown('ListObjectsV2Command', input, listOptions);
  const { Prefix = '', Delimiter = '', StartAfter = '', ContinuationToken } = input;
  const bucket = bucketOf(store, input.Bucket);
  store.meter?.putRequest(bucket.name);
  const MaxKeys = Math.min(input.MaxKeys ?? maxListed, maxListed);
  const after = ContinuationToken === undefined ? StartAfter : fromToken(ContinuationToken);
  const entries = listed([...bucket.objects], { Prefix, Delimiter }).filter(
    ({ name }) =>
      compareUtf8(name, after) > 0 && !(after.endsWith(Delimiter || '\0') && name === after),
  );
  const page = entries.slice(0, MaxKeys);
  const last = page.at(-1);
  const IsTruncated = entries.length > page.length && MaxKeys > 0;
  const prefixes = page.filter(({ object }) => !object).map(({ name }) => ({ Prefix: name }));
  const contents = page.flatMap(({ name, object }) => (object ? [summary(name, object)] : []));
  return {
    Name: bucket.name,
    Prefix,
    MaxKeys,
    KeyCount: page.length,
    IsTruncated,
    ...(contents.length > 0 && { Contents: contents }),
    ...(prefixes.length > 0 && { CommonPrefixes: prefixes }),
    ...(IsTruncated && last && { NextContinuationToken: toToken(last.name) }),
  };
}

type Listed = { name: string; object: StoredObject | undefined };

function listed(
  objects: readonly (readonly [string, StoredObject])[],
  { Prefix, Delimiter }: { Prefix: string; Delimiter: string },
): Listed[] {
  const found = new Map<string, Listed>();
  for (const [key, object] of objects) {
    if (!key.startsWith(Prefix)) continue;
    const end = Delimiter === '' ? -1 : key.indexOf(Delimiter, Prefix.length);
    const name = end < 0 ? key : key.slice(0, end + Delimiter.length);
    found.set(name, { name, object: end < 0 ? object : undefined });
  }
  return [...found.values()].sort((one, other) => compareUtf8(one.name, other.name));
}

const summary = (Key: string, { etag, bytes, at, storageClass }: StoredObject) => ({
  Key,
  ETag: etag,
  Size: bytes.length,
  LastModified: new Date(at),
  StorageClass: storageClass ?? 'STANDARD',
});

const toToken = (name: string): string => Buffer.from(name).toString('base64url');
const fromToken = (token: string): string => Buffer.from(token, 'base64url').toString();

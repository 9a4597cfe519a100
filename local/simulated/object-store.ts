import { hash } from 'node:crypto';
import type { Fate } from './call.ts';
import type { Meter } from './meter.ts';
import { objectError } from './service-errors.ts';
import { utf8Length } from './utf8-order.ts';

/** An object as it is kept; its bytes never change. */
export type StoredObject = {
  readonly bytes: Uint8Array;
  /** In quotes, as S3 writes it. */
  readonly etag: string;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly storageClass: string | undefined;
  readonly metadata: Record<string, string>;
  /** Epoch milliseconds. */
  readonly at: number;
};

export type Part = { readonly bytes: Uint8Array; readonly etag: string; readonly at: number };

/** An upload in parts that is neither completed nor aborted. */
export type Upload = {
  readonly id: string;
  readonly key: string;
  readonly parts: Map<number, Part>;
  readonly kept: Pick<
    StoredObject,
    'contentType' | 'contentEncoding' | 'storageClass' | 'metadata'
  >;
  readonly at: number;
};

export type Bucket = {
  readonly name: string;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, Upload>;
};

/** All buckets, and what their answers may depend on. */
export type ObjectStore = {
  readonly buckets: Map<string, Bucket>;
  readonly now: () => number;
  readonly random: () => number;
  readonly meter: Meter | undefined;
  /** How many uploads there were, to name the next. */
  uploads: number;
};

/** What a request needs to be answered: the store, its fate, and the body that was sent, if any. */
export type AskedStore = {
  readonly store: ObjectStore;
  readonly fate: Fate;
  readonly body: Uint8Array;
};

export function bucketOf({ buckets }: ObjectStore, name: string | undefined): Bucket {
  const bucket = buckets.get(name ?? '');
  if (!bucket) throw objectError('NoSuchBucket', 404, 'The specified bucket does not exist');
  return bucket;
}

const maxKeyBytes = 1024;

export function objectKey(key: string | undefined): string {
  if (!key) throw new Error('Empty value provided for input HTTP label: Key.');
  if (utf8Length(key) > maxKeyBytes) {
    throw objectError('KeyTooLongError', 400, 'Your key is too long');
  }
  return key;
}

export const etagOf = (bytes: Uint8Array): string => `"${hash('md5', bytes, 'hex')}"`;

type Preconditions = { IfMatch?: string | undefined; IfNoneMatch?: string | undefined };

/** An ETag without its quotes. */
export const bare = (etag: string): string => etag.replaceAll('"', '');

const sameTag = (wanted: string, object: StoredObject): boolean =>
  wanted === '*' || bare(wanted) === bare(object.etag);

/** @throws S3ServiceException 412, or 404 where something was to be replaced that is not there. */
export function requireWritable(
  standing: StoredObject | undefined,
  { IfMatch, IfNoneMatch }: Preconditions,
  fate: Fate,
): void {
  const conditional = IfMatch !== undefined || IfNoneMatch !== undefined;
  if (conditional && fate === 'conflict') {
    throw objectError('ConditionalRequestConflict', 409, 'A conflicting operation is in progress');
  }
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw objectError('NotImplemented', 501, 'If-None-Match of a put takes only *');
  }
  if (IfNoneMatch !== undefined && standing) throw failedPrecondition();
  if (IfMatch === undefined) return;
  if (!standing) throw objectError('NoSuchKey', 404, 'The specified key does not exist.');
  if (bare(IfMatch) !== bare(standing.etag)) throw failedPrecondition();
}

/** @throws S3ServiceException 412 or 304 */
export function requireReadable(
  object: StoredObject,
  { IfMatch, IfNoneMatch }: Preconditions,
): void {
  if (IfMatch !== undefined && !sameTag(IfMatch, object)) throw failedPrecondition();
  if (IfNoneMatch !== undefined && sameTag(IfNoneMatch, object)) {
    throw objectError('304', 304, 'Not Modified');
  }
}

const failedPrecondition = () =>
  objectError(
    'PreconditionFailed',
    412,
    'At least one of the pre-conditions you specified did not hold',
  );

/** Which bytes a Range header means, inclusive; one that is not understood means all. */
export function rangeOf(
  header: string | undefined,
  length: number,
): { first: number; last: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (first >= length || first > last) {
    throw objectError('InvalidRange', 416, 'The requested range is not satisfiable');
  }
  return { first, last };
}

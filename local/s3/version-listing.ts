import { invalidArgument, notImplemented } from './error.ts';
import type { Objects } from './objects.ts';
import { type Reply, xmlReply } from './reply.ts';
import type { S3Request } from './request.ts';
import type { XmlFields } from './xml.ts';

const largestPage = 1000;

/** ListObjectVersions: versions and delete markers, by key and from the newest to the oldest. */
export function listVersions({ bucket, query }: S3Request, objects: Objects): Reply {
  if (query.has('delimiter') || query.has('encoding-type')) {
    throw notImplemented('delimiter and encoding-type');
  }
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker') ?? '';
  const maxKeys = Math.min(Number(query.get('max-keys') ?? largestPage), largestPage);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) throw invalidArgument('max-keys');
  objects.settings(bucket);

  const all = [...objects.versions(bucket, prefix)];
  const first = firstAfter(all, keyMarker, versionMarker);
  const page = all.slice(first, first + maxKeys);
  const last = page.at(-1);
  const truncated = maxKeys > 0 && first + page.length < all.length;
  const versions: XmlFields[] = [];
  const markers: XmlFields[] = [];
  for (const { key, versionId, modified, etag, size, deleteMarker, latest } of page) {
    const common = { Key: key, VersionId: versionId, IsLatest: latest, LastModified: modified };
    if (deleteMarker) markers.push(common);
    else versions.push({ ...common, ETag: `"${etag}"`, Size: size, StorageClass: 'STANDARD' });
  }
  return xmlReply('ListVersionsResult', {
    Name: bucket,
    Prefix: prefix,
    KeyMarker: keyMarker,
    VersionIdMarker: versionMarker,
    MaxKeys: maxKeys,
    IsTruncated: truncated,
    NextKeyMarker: truncated ? last?.key : undefined,
    NextVersionIdMarker: truncated ? last?.versionId : undefined,
    Version: versions,
    DeleteMarker: markers,
  });
}

function firstAfter(
  all: readonly { key: string; versionId: string }[],
  keyMarker: string,
  versionMarker: string,
): number {
  const named = all.findIndex(
    ({ key, versionId }) => key === keyMarker && versionId === versionMarker,
  );
  if (named >= 0) return named + 1;
  const next = all.findIndex(({ key }) => key > keyMarker);
  return next < 0 ? all.length : next;
}

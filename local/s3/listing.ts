import { invalidArgument, notImplemented } from './error.ts';
import type { Objects } from './objects.ts';
import { type Reply, xmlReply } from './reply.ts';
import type { S3Request } from './request.ts';
import type { XmlFields } from './xml.ts';

const largestPage = 1000;

/** ListObjectsV2: a page of keys and common prefixes, and a token for the page after it. */
export function listObjects({ bucket, query }: S3Request, objects: Objects): Reply {
  if (query.has('fetch-owner') || query.has('encoding-type')) {
    throw notImplemented('fetch-owner and encoding-type');
  }
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const startAfter = query.get('start-after') ?? '';
  const token = query.get('continuation-token');
  const maxKeys = Math.min(Number(query.get('max-keys') ?? largestPage), largestPage);
  if (!Number.isInteger(maxKeys) || maxKeys < 0) throw invalidArgument('max-keys');
  objects.settings(bucket);

  const contents: XmlFields[] = [];
  const commonPrefixes: XmlFields[] = [];
  const after = token === null ? startAfter : Buffer.from(token, 'base64url').toString();
  let folder = folderOf(after, prefix, delimiter);
  let last = after;
  let truncated = false;
  for (const { key, modified, etag, size } of objects.list(bucket, prefix, after)) {
    const found = folderOf(key, prefix, delimiter);
    if (found !== undefined && found === folder) {
      last = key;
      continue;
    }
    if (contents.length + commonPrefixes.length >= maxKeys) {
      truncated = maxKeys > 0;
      break;
    }
    folder = found;
    last = key;
    if (found !== undefined) commonPrefixes.push({ Prefix: found });
    else {
      contents.push({
        Key: key,
        LastModified: modified,
        ETag: `"${etag}"`,
        Size: size,
        StorageClass: 'STANDARD',
      });
    }
  }
  return xmlReply('ListBucketResult', {
    Name: bucket,
    Prefix: prefix,
    Delimiter: delimiter || undefined,
    MaxKeys: maxKeys,
    KeyCount: contents.length + commonPrefixes.length,
    IsTruncated: truncated,
    ContinuationToken: token ?? undefined,
    NextContinuationToken: truncated ? Buffer.from(last).toString('base64url') : undefined,
    StartAfter: startAfter || undefined,
    Contents: contents,
    CommonPrefixes: commonPrefixes,
  });
}

/** The common prefix a key is listed under, if the delimiter gives it one. */
function folderOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

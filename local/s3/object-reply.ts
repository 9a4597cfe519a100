import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { preconditionFailed, S3Error } from './error.ts';
import type { Piece, StoredObject } from './files.ts';
import type { Reply } from './reply.ts';
import type { S3Request } from './request.ts';

type Range = { from: number; to: number };

/** The answer to GET or HEAD of an object: its headers, and its bytes as a stream. */
export function objectReply(request: S3Request, object: StoredObject, bodies: string): Reply {
  const { header, method } = request;
  const notModified = checkReadConditions(object, header('if-match'), header('if-none-match'));
  const headers = objectHeaders(object, header('x-amz-checksum-mode') === 'ENABLED');
  if (notModified) return { status: 304, headers };

  const range = readRange(header('range'), object.size);
  const from = range?.from ?? 0;
  const to = range?.to ?? object.size - 1;
  headers['content-length'] = String(to - from + 1);
  if (range) {
    headers['content-range'] = `bytes ${from}-${to}/${object.size}`;
    // A checksum of the whole would make a reader refuse the part.
    for (const name of Object.keys(headers)) {
      if (name.startsWith('x-amz-checksum-')) delete headers[name];
    }
  }
  const body =
    method === 'HEAD' ? undefined : Readable.from(readPieces(bodies, object.pieces, { from, to }));
  return { status: range ? 206 : 200, headers, ...(body ? { body } : {}) };
}

function objectHeaders(object: StoredObject, withChecksum: boolean): Record<string, string> {
  const { headers, etag, modified, versionId, retention } = object;
  const kept = Object.entries(headers).filter(
    ([name]) => withChecksum || !name.startsWith('x-amz-checksum-'),
  );
  return {
    ...Object.fromEntries(kept),
    'accept-ranges': 'bytes',
    etag: `"${etag}"`,
    'last-modified': new Date(modified).toUTCString(),
    ...(versionId === 'null' ? {} : { 'x-amz-version-id': versionId }),
    ...(retention && {
      'x-amz-object-lock-mode': retention.mode,
      'x-amz-object-lock-retain-until-date': retention.until,
    }),
  };
}

function checkReadConditions(
  { etag }: StoredObject,
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): boolean {
  const named = (list: string) =>
    list.split(',').some((one) => ['*', etag].includes(one.trim().replaceAll('"', '')));
  if (ifMatch !== undefined && !named(ifMatch)) throw preconditionFailed();
  return ifNoneMatch !== undefined && named(ifNoneMatch);
}

function readRange(text: string | undefined, size: number): Range | undefined {
  const match = text?.match(/^bytes=(\d*)-(\d*)$/);
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from >= size || from > to) {
    throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  }
  return { from, to };
}

async function* readPieces(bodies: string, pieces: Piece[], { from, to }: Range) {
  let start = 0;
  for (const { file, size } of pieces) {
    const first = Math.max(from - start, 0);
    const last = Math.min(to - start, size - 1);
    start += size;
    if (first > last) continue;
    yield* createReadStream(join(bodies, file), { start: first, end: last });
  }
}

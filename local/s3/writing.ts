import { notImplemented } from './error.ts';
import type { Conditions } from './objects.ts';
import type { S3Request } from './request.ts';

/** What must hold for a write to be made. */
export function writeConditions({ header }: S3Request): Conditions {
  const ifNoneMatch = header('if-none-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw notImplemented('If-None-Match with an ETag on a write');
  }
  return { ifNoneMatch, ifMatch: header('if-match') };
}

/** What the answer to a write says of the version that it made. */
export function versionHeader(versionId: string): Record<string, string> {
  return versionId === 'null' ? {} : { 'x-amz-version-id': versionId };
}

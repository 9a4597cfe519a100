import type { S3Client } from '@aws-sdk/client-s3';
import type { Packages } from '../disclosures/packages.ts';
import type { DisclosureId } from '../identifiers.ts';
import { keptObjects } from './kept-objects.ts';

/** Frozen packages in the packages bucket: `packages/<disclosureId>/package.json`. */
export function packageStore(place: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): Packages {
  const objects = keptObjects(place);
  return {
    get: (disclosureId) => objects.get(packageName(disclosureId)),
    keep: (disclosureId, bytes) =>
      objects.keep(packageName(disclosureId), bytes, 'application/json'),
  };
}

const packageName = (disclosureId: DisclosureId) => `packages/${disclosureId}/package.json`;

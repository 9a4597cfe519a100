import type { S3Client } from '@aws-sdk/client-s3';
import type { DisclosureId } from '../identifiers.ts';
import type { SealedFile, SealedPackages } from '../sealing/sealed-packages.ts';
import { keptObjects } from './kept-objects.ts';

/** Sealed packages in the packages bucket: `sealed/<disclosureId>/`. */
export function sealedPackageStore(place: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): SealedPackages {
  const objects = keptObjects(place);
  return {
    get: (disclosureId, file) => objects.proven(sealedName(disclosureId, file)),
    keep: (disclosureId, file, bytes) =>
      objects.keep(sealedName(disclosureId, file), bytes, contentTypeOf(file)),
  };
}

/** What the objects of one sealed package are called. */
export const sealedName = (disclosureId: DisclosureId, file: SealedFile) =>
  `sealed/${disclosureId}/${file}`;

const contentTypeOf = (file: SealedFile) =>
  file.endsWith('.jwe') ? 'application/jose' : 'application/zip';

import type { S3Client } from '@aws-sdk/client-s3';
import { type Packages, packageDestructionSchema } from '../disclosures/packages.ts';
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
    async destruction(disclosureId) {
      const bytes = await objects.get(destructionName(disclosureId));
      if (!bytes) return undefined;
      return packageDestructionSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf-8')));
    },
  };
}

/** What says that a package was destroyed; beside all packages, so that it does not go with its own. */
export const destructionName = (disclosureId: DisclosureId) => `destroyed/${disclosureId}.json`;

const packageName = (disclosureId: DisclosureId) => `packages/${disclosureId}/package.json`;

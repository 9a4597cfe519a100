import type { S3Client } from '@aws-sdk/client-s3';
import { disclosureIdSchema } from '../identifiers.ts';
import type { RetentionPorts } from '../retention/retention-ports.ts';
import { retainedObjects } from './retention-objects.ts';

const folder = 'packages/';

/** Frozen packages, to be removed with all their versions. What was sealed of them is out of reach. */
export function retainedPackages(place: {
  client: S3Client;
  bucket: string;
}): RetentionPorts['packages'] {
  const objects = retainedObjects(place);
  return {
    destroy: (disclosureId) => objects.destroyWhere(`${folder}${disclosureId}/`, () => true),
    async keptBefore(moment) {
      const names = await objects.untouchedSince(folder, moment);
      const ids = names.map((name) => name.slice(folder.length, name.indexOf('/', folder.length)));
      return [...new Set(ids)].flatMap((id) => disclosureIdSchema.safeParse(id).data ?? []);
    },
  };
}

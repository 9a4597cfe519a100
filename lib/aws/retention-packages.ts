import type { S3Client } from '@aws-sdk/client-s3';
import { canonicalJson } from '../canonical-json.ts';
import { disclosureIdSchema } from '../identifiers.ts';
import type { RetentionPorts } from '../retention/retention-ports.ts';
import { destructionName } from './package-store.ts';
import { retainedObjects } from './retention-objects.ts';

const folder = 'packages/';

/** Frozen packages, to be removed with all their versions. What was sealed of them is out of reach. */
export function retainedPackages(place: {
  client: S3Client;
  bucket: string;
}): RetentionPorts['packages'] {
  const objects = retainedObjects(place);
  return {
    async destroy(disclosureId, noted) {
      if (noted) await objects.keep(destructionName(disclosureId), canonicalJson(noted));
      await objects.destroyWhere(`${folder}${disclosureId}/`, () => true);
    },
    async keptBefore(moment) {
      const names = await objects.untouchedSince(folder, moment);
      const ids = names.map((name) => name.slice(folder.length, name.indexOf('/', folder.length)));
      return [...new Set(ids)].flatMap((id) => disclosureIdSchema.safeParse(id).data ?? []);
    },
  };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { disclosureIdSchema } from '../../lib/identifiers.ts';
import type { KeptPackage } from '../../lib/sealing/rebuild-package.ts';
import { readKept } from '../s3/read-kept.ts';
import { usage } from './failure.ts';
import { plainText } from './plain-text.ts';

/**
 * What is kept of a package that left: in the bucket that PACKAGES_BUCKET names, or else in a data
 * directory.
 *
 * @throws Failure when it is not there.
 */
export async function readKeptPackage(
  disclosureId: string,
  dataDirectory: string,
): Promise<KeptPackage> {
  if (!disclosureIdSchema.safeParse(disclosureId).success) {
    throw usage(`${plainText(disclosureId)} is no disclosure: disclosure-0123456789abcdef`);
  }
  const bucket = env['PACKAGES_BUCKET'];
  const [frozen, zip] = bucket
    ? await inBucket(disclosureId, bucket)
    : inDirectory(disclosureId, dataDirectory);
  if (frozen && zip) return { disclosureId, frozen, zip };
  throw usage(`No package of ${plainText(disclosureId)} ${frozen ? 'has left' : 'is kept here'}`);
}

type Kept = (Uint8Array | undefined)[];

function inDirectory(disclosureId: string, dataDirectory: string): Kept {
  const objects = join(dataDirectory, 's3');
  if (!existsSync(join(objects, 'objects.sqlite'))) {
    throw usage(`${plainText(dataDirectory)} is no data directory of a stack`);
  }
  return [
    readKept(objects, `packages/${disclosureId}/package.json`),
    readKept(objects, `sealed/${disclosureId}/package.zip`),
  ];
}

async function inBucket(disclosureId: string, bucket: string): Promise<Kept> {
  const [{ S3Client }, { packageStore }, { sealedPackageStore }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('../../lib/aws/package-store.ts'),
    import('../../lib/aws/sealed-package-store.ts'),
  ]);
  const place = { client: new S3Client({}), bucket };
  return Promise.all([
    packageStore(place).get(disclosureId),
    sealedPackageStore(place).get(disclosureId, 'package.zip'),
  ]);
}

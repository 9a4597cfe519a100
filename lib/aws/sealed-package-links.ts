import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { SealedPackageLinks } from '../sealing/sealed-packages.ts';
import { sealedName } from './sealed-package-store.ts';

const validSeconds = 300;

/** An address from which one sealed file can be fetched for five minutes, by whoever has it. */
export const sealedPackageLinks = ({
  client,
  bucket,
}: {
  client: S3Client;
  bucket: string;
}): SealedPackageLinks => ({
  linkTo: (disclosureId, file) =>
    getSignedUrl(
      client,
      new GetObjectCommand({ Bucket: bucket, Key: sealedName(disclosureId, file) }),
      { expiresIn: validSeconds },
    ),
});

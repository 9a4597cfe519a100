import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { Packages } from '../disclosures/packages.ts';
import { type DisclosureId, digest } from '../identifiers.ts';
import { putOnce } from './put-once.ts';

/**
 * Frozen packages in the packages bucket: `packages/<disclosureId>/package.json`, each with the digest
 * of its bytes beside it: who repeats a submission takes over what is there, and must not take over
 * damage.
 */
export function packageStore({
  client,
  bucket,
  pause,
}: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): Packages {
  const read = async (disclosureId: DisclosureId) => {
    const command = new GetObjectCommand({ Bucket: bucket, Key: packageName(disclosureId) });
    try {
      const { Body, Metadata } = await client.send(command);
      const bytes = await Body?.transformToByteArray();
      return bytes && { bytes, sha256: Metadata?.['sha256'] };
    } catch (cause) {
      if (cause instanceof NoSuchKey) return undefined;
      throw cause;
    }
  };

  return {
    get: async (disclosureId) => (await read(disclosureId))?.bytes,

    async keep(disclosureId, bytes) {
      const Key = packageName(disclosureId);
      const Metadata = { sha256: digest(bytes) };
      const object = {
        Bucket: bucket,
        Key,
        Body: bytes,
        ContentType: 'application/json',
        Metadata,
      };
      if (await putOnce(client, object, pause)) return bytes;
      const standing = await read(disclosureId);
      if (!standing) throw new Error('a package that is there cannot be read');
      if (digest(standing.bytes) !== standing.sha256)
        throw new Error(`the package ${disclosureId} reads otherwise than it was kept`);
      return standing.bytes;
    },
  };
}

const packageName = (disclosureId: DisclosureId) => `packages/${disclosureId}/package.json`;

import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { Packages } from '../disclosures/packages.ts';
import type { DisclosureId } from '../identifiers.ts';
import { putOnce } from './put-once.ts';

/** Frozen packages in the packages bucket: `packages/<disclosureId>/package.json`. */
export function packageStore({
  client,
  bucket,
  pause,
}: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): Packages {
  const get = async (disclosureId: DisclosureId) => {
    const read = new GetObjectCommand({ Bucket: bucket, Key: packageName(disclosureId) });
    try {
      const { Body } = await client.send(read);
      return await Body?.transformToByteArray();
    } catch (cause) {
      if (cause instanceof NoSuchKey) return undefined;
      throw cause;
    }
  };

  return {
    get,

    async keep(disclosureId, bytes) {
      const Key = packageName(disclosureId);
      const object = { Bucket: bucket, Key, Body: bytes, ContentType: 'application/json' };
      if (await putOnce(client, object, pause)) return bytes;
      const standing = await get(disclosureId);
      if (!standing) throw new Error('a package that is there cannot be read');
      return standing;
    },
  };
}

const packageName = (disclosureId: DisclosureId) => `packages/${disclosureId}/package.json`;

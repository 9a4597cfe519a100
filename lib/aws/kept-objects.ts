import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { digest } from '../identifiers.ts';
import { putOnce } from './put-once.ts';

/**
 * Objects that are written once, each with the digest of its bytes beside it: who repeats something
 * takes over what is there, and must not take over damage.
 */
export function keptObjects({
  client,
  bucket,
  pause,
}: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}) {
  async function read(name: string) {
    try {
      const { Body, Metadata } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: name }),
      );
      const bytes = await Body?.transformToByteArray();
      return bytes && { bytes, sha256: Metadata?.['sha256'] };
    } catch (cause) {
      if (cause instanceof NoSuchKey) return undefined;
      throw cause;
    }
  }

  /** @throws Error when the bytes are not those that were kept. */
  async function proven(name: string): Promise<Uint8Array | undefined> {
    const standing = await read(name);
    if (standing && digest(standing.bytes) !== standing.sha256) {
      throw new Error(`${name} reads otherwise than it was kept`);
    }
    return standing?.bytes;
  }

  return {
    /** As they are read, damage included: for whoever knows the digest. */
    get: async (name: string) => (await read(name))?.bytes,
    proven,
    /** Keeps the bytes unless there are some already. @returns those that stand. */
    async keep(name: string, bytes: Uint8Array, contentType: string): Promise<Uint8Array> {
      const Metadata = { sha256: digest(bytes) };
      const object = {
        Bucket: bucket,
        Key: name,
        Body: bytes,
        ContentType: contentType,
        Metadata,
      };
      if (await putOnce(client, object, pause)) return bytes;
      const standing = await proven(name);
      if (!standing) throw new Error(`${name} is there and cannot be read`);
      return standing;
    },
  };
}

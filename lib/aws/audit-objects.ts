import {
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { type LogObjects, newestCheckpoint } from '../audit/audit-log.ts';
import { readCheckpoint } from '../audit/checkpoint.ts';
import { isAbsent } from './absent-object.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { putOnce } from './put-once.ts';

const attempts = 12;

/** The objects of the audit log in the locked bucket, all under `log/`. */
export function auditObjects({
  client,
  bucket,
  pause = pauseWithJitter,
}: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): LogObjects {
  async function read(name: string) {
    const get = new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${name}` });
    try {
      const { Body, ETag } = await client.send(get);
      const bytes = await Body?.transformToByteArray();
      return bytes && { bytes, etag: ETag };
    } catch (cause) {
      if (isAbsent(cause)) return undefined;
      throw cause;
    }
  }

  /** @returns false when somebody else put another in between. */
  async function replace(etag: string | undefined, note: string): Promise<boolean> {
    const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
    const object = { Bucket: bucket, Key: `${prefix}${newestCheckpoint}`, Body: note };
    try {
      await client.send(new PutObjectCommand({ ...object, ContentType: noteType, ...condition }));
      return true;
    } catch (cause) {
      const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : 0;
      if (status !== 409 && status !== 412) throw cause;
      return false;
    }
  }

  return {
    get: async (name) => (await read(name))?.bytes,

    async keep(name, bytes) {
      const ContentType = name.startsWith('tile/') ? 'application/octet-stream' : noteType;
      const object = { Bucket: bucket, Key: `${prefix}${name}`, Body: bytes, ContentType };
      if (await putOnce(client, object, pause)) return bytes;
      const standing = await read(name);
      if (!standing) throw new Error(`${name}, which is there, cannot be read`);
      return standing.bytes;
    },

    async advance(note) {
      const size = sizeOf(note);
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const standing = await read(newestCheckpoint);
        if (standing && sizeOf(Buffer.from(standing.bytes).toString('utf8')) >= size) return;
        if (await replace(standing?.etag, note)) return;
        await pause(attempt);
      }
      throw new Error('the newest checkpoint is replaced all the time');
    },
  };
}

/** Where the log lies in the bucket; decisions are copied beside it. */
export const prefix = 'log/';
const noteType = 'text/plain; charset=utf-8';

function sizeOf(note: string): number {
  const checkpoint = readCheckpoint(note);
  if (!checkpoint) throw new Error('the newest checkpoint of the audit log cannot be read');
  return checkpoint.size;
}

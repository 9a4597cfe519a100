import { PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { pauseWithJitter } from './pause-with-jitter.ts';

const attempts = 8;

/**
 * Puts an object unless there is one of that name already.
 *
 * @param pause waits before the next attempt, counted from 1.
 * @returns false when there was.
 */
export async function putOnce(
  client: S3Client,
  object: {
    Bucket: string;
    Key: string;
    Body: Uint8Array | string;
    ContentType?: string;
    Metadata?: Record<string, string>;
  },
  pause: (attempt: number) => Promise<void> = pauseWithJitter,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }));
      return true;
    } catch (cause) {
      const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : 0;
      if (status === 412) return false;
      // 409: somebody else is putting it at this very moment.
      if (status !== 409 || attempt === attempts) throw cause;
      await pause(attempt);
    }
  }
}

import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { UploadPermit, UploadPermits } from '../reports/inbox.ts';

const validSeconds = 3600;

/** By default the presigner would sign the checksum of an empty body, and S3 refuse any other. */
export const uploadClientSettings = { requestChecksumCalculation: 'WHEN_REQUIRED' } as const;

/**
 * Presigned PUTs into the inbox bucket. What is signed has to be sent: the length, the checksum when
 * one was given, and `If-None-Match: *`, so that an upload happens once and is never replaced.
 */
export function uploadPermits({
  client,
  bucket,
  now,
}: {
  /** Made with `uploadClientSettings`. */
  client: S3Client;
  bucket: string;
  /** RFC 3339 UTC. */
  now: () => string;
}): UploadPermits {
  return {
    async permit({ name, sizeBytes, sha256 }) {
      const ChecksumSHA256 = sha256 && Buffer.from(sha256, 'hex').toString('base64');
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: name,
        IfNoneMatch: '*',
        ContentType: 'application/x-ndjson',
        ContentLength: sizeBytes,
        ...(ChecksumSHA256 && { ChecksumSHA256 }),
      });
      const headers: Record<string, string> = {
        'content-type': 'application/x-ndjson',
        'content-length': String(sizeBytes),
        'if-none-match': '*',
        ...(ChecksumSHA256 && { 'x-amz-checksum-sha256': ChecksumSHA256 }),
      };
      return signPut((options) => getSignedUrl(client, put, options), headers, now());
    },
  };
}

/**
 * A presigned PUT, where each of the headers is signed and so has to be sent as it is.
 *
 * @param sign as the presigner does it, for one command.
 * @param now RFC 3339 UTC.
 */
export async function signPut(
  sign: (options: Parameters<typeof getSignedUrl>[2]) => Promise<string>,
  headers: Record<string, string>,
  now: string,
): Promise<UploadPermit> {
  const names = new Set(Object.keys(headers));
  const url = await sign({
    expiresIn: validSeconds,
    signableHeaders: names,
    unhoistableHeaders: names,
  });
  const expiresAt = new Date(Date.parse(now) + validSeconds * 1000).toISOString();
  return { url, headers, expiresAt };
}

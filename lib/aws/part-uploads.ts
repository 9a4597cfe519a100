import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type Part,
  paginateListParts,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ArrivedPart, PartUploads, StoreUpload } from '../reports/part-uploads.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';
import { signPut } from './upload-permits.ts';

const attempts = 8;

/**
 * S3's multipart uploads into the inbox bucket. Every part carries its SHA-256, which S3 checks and
 * tells again: S3 wants it said at the start whether parts do, and whoever resumes compares by it.
 */
export function partUploads({
  client,
  bucket,
  now,
}: {
  /** Made with `uploadClientSettings`. */
  client: S3Client;
  bucket: string;
  /** RFC 3339 UTC. */
  now: () => string;
}): PartUploads {
  const at = ({ name, storeId }: StoreUpload) => ({
    Bucket: bucket,
    Key: name,
    UploadId: storeId,
  });

  return {
    async begin(name) {
      const create = new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: name,
        ContentType: 'application/octet-stream',
        ChecksumAlgorithm: 'SHA256',
        ChecksumType: 'COMPOSITE',
      });
      const { UploadId } = await client.send(create);
      if (!UploadId) throw new Error('an upload without an id');
      return UploadId;
    },

    async permit(upload, { partNumber, sizeBytes, sha256 }) {
      const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64');
      const put = new UploadPartCommand({
        ...at(upload),
        PartNumber: partNumber,
        ContentLength: sizeBytes,
        ChecksumSHA256,
      });
      const headers = {
        'content-length': String(sizeBytes),
        'x-amz-checksum-sha256': ChecksumSHA256,
      };
      const sign: Parameters<typeof signPut>[0] = (options) => getSignedUrl(client, put, options);
      return { partNumber, ...(await signPut(sign, headers, now())) };
    },

    async arrived(upload) {
      const found: ArrivedPart[] = [];
      try {
        for await (const { Parts = [] } of paginateListParts({ client }, at(upload))) {
          found.push(...Parts.map(arrivedPart));
        }
        return found;
      } catch (cause) {
        if (isGone(cause)) return undefined;
        throw cause;
      }
    },

    async complete(upload, parts) {
      const Parts = parts.map(({ partNumber, etag, sha256 }) => ({
        PartNumber: partNumber,
        ETag: etag,
        ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      }));
      const command = new CompleteMultipartUploadCommand({
        ...at(upload),
        IfNoneMatch: '*',
        MultipartUpload: { Parts },
      });
      for (let attempt = 1; ; attempt += 1) {
        try {
          await client.send(command);
          return 'completed';
        } catch (cause) {
          const end = endOf(cause);
          if (end) return end;
          // 409: somebody else is putting it at this very moment.
          if (statusOf(cause) !== 409 || attempt === attempts) throw cause;
          await pauseWithJitter(attempt);
        }
      }
    },

    async abort(upload) {
      try {
        await client.send(new AbortMultipartUploadCommand(at(upload)));
      } catch (cause) {
        if (!isGone(cause)) throw cause;
      }
    },
  };
}

function arrivedPart({ PartNumber, Size, ETag, ChecksumSHA256 }: Part): ArrivedPart {
  if (!PartNumber || !Size || !ETag || !ChecksumSHA256) throw new Error('a part without its data');
  const sha256 = Buffer.from(ChecksumSHA256, 'base64').toString('hex');
  return { partNumber: PartNumber, sizeBytes: Size, sha256, etag: ETag };
}

function endOf(cause: unknown): 'completed' | 'gone' | 'changed' | undefined {
  // There is such an object already.
  if (statusOf(cause) === 412) return 'completed';
  if (isGone(cause)) return 'gone';
  return nameOf(cause) === 'InvalidPart' ? 'changed' : undefined;
}

const isGone = (cause: unknown): boolean => nameOf(cause) === 'NoSuchUpload';
const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : '');
const statusOf = (cause: unknown): number =>
  cause instanceof S3ServiceException ? (cause.$metadata.httpStatusCode ?? 0) : 0;

import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AcceptedReports } from '../reports/register.ts';

/** The text of accepted reports, each read by its own range of bytes. */
export const acceptedReports = ({
  client,
  bucket,
}: {
  client: S3Client;
  bucket: string;
}): AcceptedReports => ({
  async read({ name, offset, length }) {
    const Range = `bytes=${offset}-${offset + length - 1}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name, Range }));
    if (!Body) throw new Error('an object without a body');
    return Body.transformToString('utf-8');
  },
});

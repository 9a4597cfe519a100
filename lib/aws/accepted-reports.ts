import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AcceptedReports } from '../reports/register.ts';
import { unpackText } from './packed-text.ts';

/** The text of accepted reports: each range of bytes that is read holds some of them, packed. */
export const acceptedReports = ({
  client,
  bucket,
}: {
  client: S3Client;
  bucket: string;
}): AcceptedReports => ({
  async read({ name, offset, length, index }) {
    const Range = `bytes=${offset}-${offset + length - 1}`;
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name, Range }));
    if (!Body) throw new Error('an object without a body');
    const lines = unpackText(await Body.transformToByteArray()).split('\n');
    const text = lines[index];
    if (!text) throw new Error(`no report ${index} in a range of ${name}`);
    return text;
  },
});

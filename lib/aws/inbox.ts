import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { digest } from '../identifiers.ts';
import type { Inbox } from '../reports/inbox.ts';
import { bodyName, reportsName } from '../reports/object-names.ts';
import type { ReportLocation } from '../reports/register.ts';
import { packText } from './packed-text.ts';
import { putOnce } from './put-once.ts';

/** The inbox bucket: the bytes that come in, and the reports that were accepted. */
export function inboxBucket({
  client,
  bucket,
  pause,
}: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): Inbox {
  return {
    async keep(entity, contentDigest, body) {
      const name = bodyName(entity, contentDigest);
      await putOnce(client, { Bucket: bucket, Key: name, Body: body }, pause);
      return name;
    },

    async read(source) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: source }));
      if (!(Body instanceof Readable)) throw new Error('an object without a stream');
      return Body;
    },

    async keepReports(block, reports) {
      const frames = packedTogether(reports);
      const content = Buffer.concat(frames.map(({ bytes }) => bytes));
      const name = reportsName(block, digest(content));
      const object = { Bucket: bucket, Key: name, Body: content, ContentType: 'application/zstd' };
      await putOnce(client, object, pause);
      let offset = 0;
      return frames.flatMap(({ bytes: { length }, count }) => {
        const range = { name, offset, length };
        offset += length;
        return Array.from({ length: count }, (_, index): ReportLocation => ({ ...range, index }));
      });
    },
  };
}

/** What is packed together is read together: enough of it to pack well, and no more. */
const charactersPacked = 128 * 1024;

function packedTogether(reports: readonly string[]): { bytes: Uint8Array; count: number }[] {
  const frames: { bytes: Uint8Array; count: number }[] = [];
  let next = 0;
  while (next < reports.length) {
    const first = next;
    for (let size = 0; next < reports.length && size < charactersPacked; next += 1) {
      size += reports[next]?.length ?? 0;
    }
    const text = reports.slice(first, next).join('\n');
    frames.push({ bytes: packText(text), count: next - first });
  }
  return frames;
}

import { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { digest } from '../identifiers.ts';
import type { Inbox } from '../reports/inbox.ts';
import { bodyName, reportsName } from '../reports/object-names.ts';
import type { ReportLocation } from '../reports/register.ts';
import { putOnce } from './put-once.ts';

/** The inbox bucket: the bytes that come in, and the reports that were accepted. */
export function inboxBucket({ client, bucket }: { client: S3Client; bucket: string }): Inbox {
  return {
    async keep(entity, contentDigest, body) {
      const name = bodyName(entity, contentDigest);
      await putOnce(client, { Bucket: bucket, Key: name, Body: body });
      return name;
    },

    async read(source) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: source }));
      if (!(Body instanceof Readable)) throw new Error('an object without a stream');
      return Body;
    },

    async keepReports(block, reports) {
      const lines = reports.map((text) => Buffer.from(`${text}\n`));
      const content = Buffer.concat(lines);
      const name = reportsName(block, digest(content));
      const ContentType = 'application/x-ndjson';
      await putOnce(client, { Bucket: bucket, Key: name, Body: content, ContentType });
      let offset = 0;
      return lines.map(({ length }): ReportLocation => {
        const location = { name, offset, length: length - 1 };
        offset += length;
        return location;
      });
    },
  };
}

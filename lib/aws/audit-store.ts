import type { S3Client } from '@aws-sdk/client-s3';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { putOnce } from './put-once.ts';

/** Copies of decisions in the locked bucket: `decisions/<caseId>/<sequence>.json`. */
export const auditStore = ({
  client,
  bucket,
  pause,
}: {
  client: S3Client;
  bucket: string;
  pause?: (attempt: number) => Promise<void>;
}): AuditTrail => ({
  async keep({ caseId, sequence }, bytes) {
    const Key = `decisions/${caseId}/${String(sequence).padStart(6, '0')}.json`;
    const object = { Bucket: bucket, Key, Body: bytes, ContentType: 'application/json' };
    await putOnce(client, object, pause);
  },
});

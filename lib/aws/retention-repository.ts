import type { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { RetentionPorts } from '../retention/retention-ports.ts';
import { evaluationQueue } from './evaluation-queue.ts';
import { inboxBucket } from './inbox.ts';
import { reportRegister } from './report-register.ts';
import { retainedBatches } from './retention-batches.ts';
import { retainedCases } from './retention-cases.ts';
import { holdRepository } from './retention-holds.ts';
import { retainedLedgers } from './retention-ledgers.ts';
import { retainedObjects } from './retention-objects.ts';
import { retainedPackages } from './retention-packages.ts';
import type { RetentionStores } from './retention-stores.ts';

/** The ports of retention on tables, buckets and queues. */
export function retentionPorts(
  stores: RetentionStores,
  { client, s3, sqs }: { client: DynamoDBDocumentClient; s3: S3Client; sqs: SQSClient },
): RetentionPorts {
  const inbox = { client: s3, bucket: stores.INBOX_BUCKET };
  const reports = { client, table: stores.REPORTS_TABLE };
  const cases = { client, table: stores.CASES_TABLE };
  return {
    batches: retainedBatches(reports),
    inbox: inboxBucket(inbox),
    register: reportRegister({ ...reports, s3, bucket: stores.INBOX_BUCKET }),
    objects: retainedObjects(inbox),
    ledgers: retainedLedgers({
      client,
      table: stores.LEDGER_TABLE,
      s3,
      bucket: stores.LEDGER_BUCKET,
    }),
    cases: retainedCases(cases),
    holds: holdRepository(cases),
    packages: retainedPackages({ client: s3, bucket: stores.PACKAGES_BUCKET }),
    evaluations: evaluationQueue({ client: sqs, url: stores.EVALUATION_QUEUE_URL }),
    async tell(acted) {
      const MessageBody = JSON.stringify(acted);
      await sqs.send(new SendMessageCommand({ QueueUrl: stores.AUDIT_QUEUE_URL, MessageBody }));
    },
    now: () => new Date().toISOString(),
  };
}

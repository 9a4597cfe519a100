import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { allowanceRepository } from '../../lib/aws/allowance-repository.ts';
import { batchAnnouncements } from '../../lib/aws/batch-announcements.ts';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import { inboxBucket } from '../../lib/aws/inbox.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { allowances } from '../../lib/reports/allowances.ts';
import { readIntakeLimits } from '../../lib/reports/intake-limits.ts';
import { createHandler } from './handler.ts';

const { REPORTS_TABLE = '', INBOX_BUCKET = '', INTAKE_QUEUE_URL = '', INTAKE_LIMITS = '' } = env;
const database = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  table: REPORTS_TABLE,
};
const outbox = outboxPublisher({
  ...database,
  sqs: new SQSClient({}),
  queues: { intake: INTAKE_QUEUE_URL },
});

const now = () => new Date().toISOString();

export const handler = createHandler({
  allowances: allowances({
    kept: allowanceRepository(database),
    limitsOf: readIntakeLimits(INTAKE_LIMITS),
    now,
    pause: pauseWithJitter,
  }),
  batches: batchRepository(database),
  announcements: batchAnnouncements({ ...database, outbox }),
  inbox: inboxBucket({ client: new S3Client({}), bucket: INBOX_BUCKET }),
  now,
  newId: v7,
});

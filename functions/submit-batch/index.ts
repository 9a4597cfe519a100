import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { batchAnnouncements } from '../../lib/aws/batch-announcements.ts';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import { inboxBucket } from '../../lib/aws/inbox.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { createHandler } from './handler.ts';

const { REPORTS_TABLE = '', INBOX_BUCKET = '', INTAKE_QUEUE_URL = '' } = env;
const database = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  table: REPORTS_TABLE,
};
const outbox = outboxPublisher({
  ...database,
  sqs: new SQSClient({}),
  queues: { intake: INTAKE_QUEUE_URL },
});

export const handler = createHandler({
  batches: batchRepository(database),
  announcements: batchAnnouncements({ ...database, outbox }),
  inbox: inboxBucket({ client: new S3Client({}), bucket: INBOX_BUCKET }),
  now: () => new Date().toISOString(),
  newId: v7,
});

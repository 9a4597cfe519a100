import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { v7 } from 'uuid';
import { allowanceRepository } from '../../lib/aws/allowance-repository.ts';
import { batchAnnouncements } from '../../lib/aws/batch-announcements.ts';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import { evaluationQueue } from '../../lib/aws/evaluation-queue.ts';
import { inboxBucket } from '../../lib/aws/inbox.ts';
import { intakeQueue } from '../../lib/aws/intake-queue.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { partUploads } from '../../lib/aws/part-uploads.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { receiptStore } from '../../lib/aws/receipt-store.ts';
import { reportRegister } from '../../lib/aws/report-register.ts';
import { uploadClientSettings, uploadPermits } from '../../lib/aws/upload-permits.ts';
import { uploadRepository } from '../../lib/aws/upload-repository.ts';
import { allowances } from '../../lib/reports/allowances.ts';
import type { EntityLimits } from '../../lib/reports/intake-limits.ts';
import { createTestBucket, createTestQueue, createTestTable } from './aws.ts';

/** The intake on tables, queues and a bucket of its own. The clock stands still, and can be set. */
export async function stackIntake() {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const [sqs, s3] = [new SQSClient({}), new S3Client({})];
  const [reports, ledger, bucket, intakeUrl, evaluationUrl] = await Promise.all([
    createTestTable('reports'),
    createTestTable('ledger'),
    createTestBucket(),
    createTestQueue(),
    createTestQueue(),
  ]);
  const now = () => new Date().toISOString();
  const database = { client, table: reports };
  const store = { client: new S3Client(uploadClientSettings), bucket, now };
  const outbox = outboxPublisher({ ...database, sqs, queues: { intake: intakeUrl } });
  /** What the limits go by; a test may let it stand still. */
  const clock = { now };
  /** Not in anybody's way, unless a test lowers them. */
  const limits: EntityLimits = {
    batchesPerMinute: 60_000,
    bytesPerMinute: 2 ** 40,
    waitingRecords: 1_000_000,
    expectedRecordsPerMinute: 60_000,
  };
  const ports = {
    allowances: allowances({
      kept: allowanceRepository(database),
      limitsOf: () => limits,
      now: () => clock.now(),
      pause: pauseWithJitter,
    }),
    batches: batchRepository(database),
    announcements: batchAnnouncements({ ...database, outbox }),
    register: reportRegister({ ...database, s3, bucket }),
    ledgers: ledgerRepository({ client, table: ledger, s3, bucket }),
    inbox: inboxBucket({ client: s3, bucket }),
    receipts: receiptStore({ client: s3, bucket }),
    permits: uploadPermits(store),
    uploads: uploadRepository(database),
    parts: partUploads(store),
    evaluations: evaluationQueue({ client: sqs, url: evaluationUrl }),
    intake: intakeQueue({ client: sqs, url: intakeUrl }),
    now,
    newId: v7,
  };

  /** Everything that now waits in a queue, taken out of it. */
  async function messages(url: string): Promise<SQSRecord[]> {
    const records: SQSRecord[] = [];
    for (;;) {
      const receive = new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await sqs.send(receive);
      if (Messages.length === 0) return records;
      for (const { Body = '', MessageId = '', ReceiptHandle } of Messages) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
        records.push({ body: Body, messageId: MessageId } as SQSRecord);
      }
    }
  }

  /** Every item of a table. */
  async function items(table: string): Promise<Record<string, unknown>[]> {
    const found = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) {
      found.push(...Items);
    }
    return found;
  }

  /** The name of every object in the bucket. */
  async function objects(): Promise<string[]> {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key = '' }) => Key).sort();
  }

  const sent = { intake: () => messages(intakeUrl), evaluation: () => messages(evaluationUrl) };
  return {
    ports,
    limits,
    clock,
    client,
    sqs,
    s3,
    bucket,
    tables: { reports, ledger },
    intakeUrl,
    sent,
    items,
    objects,
  };
}
export type StackIntake = Awaited<ReturnType<typeof stackIntake>>;

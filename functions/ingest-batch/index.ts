import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import { evaluationQueue } from '../../lib/aws/evaluation-queue.ts';
import { inboxBucket } from '../../lib/aws/inbox.ts';
import { intakeQueue } from '../../lib/aws/intake-queue.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { receiptStore } from '../../lib/aws/receipt-store.ts';
import { reportRegister } from '../../lib/aws/report-register.ts';
import { createHandler } from './handler.ts';
import { keepHeapSmall } from './small-heap.ts';

// A batch of 1 GB takes no more than 256 MB.
keepHeapSmall();

const {
  REPORTS_TABLE = '',
  LEDGER_TABLE = '',
  LEDGER_BUCKET = '',
  INBOX_BUCKET = '',
  INTAKE_QUEUE_URL = '',
  EVALUATION_QUEUE_URL = '',
  TURN_SECONDS = '',
  INTAKE_TRIES = '',
} = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});
const s3 = new S3Client({});
const inbox = { client: s3, bucket: INBOX_BUCKET };

export const handler = createHandler(
  {
    batches: batchRepository({ client, table: REPORTS_TABLE }),
    register: reportRegister({ client, table: REPORTS_TABLE, s3, bucket: INBOX_BUCKET }),
    ledgers: ledgerRepository({ client, table: LEDGER_TABLE, s3, bucket: LEDGER_BUCKET }),
    inbox: inboxBucket(inbox),
    receipts: receiptStore(inbox),
    evaluations: evaluationQueue({ client: sqs, url: EVALUATION_QUEUE_URL }),
    intake: intakeQueue({ client: sqs, url: INTAKE_QUEUE_URL }),
    now: () => new Date().toISOString(),
    newId: v7,
  },
  { turnSeconds: Number(TURN_SECONDS), tries: Number(INTAKE_TRIES) },
);

import { createReadStream } from 'node:fs';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { keepHeapSmall } from '../functions/ingest-batch/small-heap.ts';
import { evaluationQueue } from '../lib/aws/evaluation-queue.ts';
import { inboxBucket } from '../lib/aws/inbox.ts';
import { ledgerRepository } from '../lib/aws/ledger-repository.ts';
import { receiptStore } from '../lib/aws/receipt-store.ts';
import { reportRegister } from '../lib/aws/report-register.ts';
import { noCounts } from '../lib/reports/batch.ts';
import { ingestBatch } from '../lib/reports/ingest-batch.ts';
import { memoryIntake } from '../test/support/memory-intake.ts';
import { entity } from './cost/calendar.ts';

/*
 * Ingests an upload in one process, over stores that take everything, keep nothing and know nothing,
 * and prints what it took: the records, the seconds of processor time, and the most megabytes of
 * resident memory of this process.
 *
 *   ingest-long-batch.ts FILE [small-heap]
 */

const [, , path = '', heap = ''] = process.argv;
if (heap === 'small-heap') keepHeapSmall();

/** Whatever is asked for, there is nothing; whatever is put, it is as well. */
const emptyCloud = { send: async () => ({}) };
const client = emptyCloud as unknown as DynamoDBDocumentClient;
const s3 = emptyCloud as unknown as S3Client;
const sqs = emptyCloud as unknown as SQSClient;
const [table, bucket] = ['table', 'bucket'];

const memory = memoryIntake();
const batchId = v7();
const receivedAt = '2026-12-01T12:00:00.000Z';
memory.batches.set(batchId, {
  entity,
  batchId,
  status: 'awaiting-upload',
  form: 'ndjson',
  encoding: 'zstd',
  source: path,
  createdAt: receivedAt,
  submitted: 0,
  done: 0,
  counts: noCounts,
});
await ingestBatch(
  {
    ...memory.ports,
    register: reportRegister({ client, table, s3, bucket }),
    ledgers: ledgerRepository({ client, table, s3, bucket }),
    inbox: {
      ...inboxBucket({ client: s3, bucket }),
      read: async () => createReadStream(path),
    },
    receipts: receiptStore({ client: s3, bucket }),
    evaluations: evaluationQueue({ client: sqs, url: 'queue' }),
    now: () => receivedAt,
  },
  { ref: { entity, batchId }, hasTime: () => true },
);
const batch = memory.batches.get(batchId);
const { accepted = 0, acceptedWithWarnings = 0 } = batch?.counts ?? {};
if (batch?.status !== 'completed' || accepted + acceptedWithWarnings !== batch.submitted) {
  throw new Error(`the batch is not taken in: ${JSON.stringify(batch)}`);
}
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    records: batch.submitted,
    seconds: Math.round((user + system) / 100_000) / 10,
    // In kibibytes, over the life of the process.
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);

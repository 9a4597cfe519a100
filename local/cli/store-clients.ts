import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { everyAcceptedBatch } from '../../lib/aws/batch-scan.ts';
import { evaluationQueue } from '../../lib/aws/evaluation-queue.ts';
import { inboxBucket } from '../../lib/aws/inbox.ts';
import { reportRegister } from '../../lib/aws/report-register.ts';
import { storedLedgers } from '../../lib/aws/stored-ledgers.ts';
import type { RebuildPorts } from '../../lib/reports/rebuild/rebuild-ledgers.ts';
import type { Addresses } from '../published-addresses.ts';

type Stores = Record<
  'REPORTS_TABLE' | 'LEDGER_TABLE' | 'INBOX_BUCKET' | 'LEDGER_BUCKET' | 'EVALUATION_QUEUE_URL',
  string
>;

/** The ports of a rebuild, on a local stack's servers or as the SDK is configured. */
export function connectTo(stores: Stores, addresses: Addresses | undefined): RebuildPorts {
  const { region, endpoints, rootKey: credentials } = addresses ?? {};
  const at = (endpoint: string | undefined) =>
    region && endpoint && credentials ? { region, endpoint, credentials } : {};
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(at(endpoints?.dynamodb)));
  const s3 = new S3Client(at(endpoints?.s3));
  const sqs = new SQSClient({ ...at(endpoints?.sqs), useQueueUrlAsEndpoint: false });
  const inbox = { client: s3, bucket: stores.INBOX_BUCKET };
  const reports = { client, table: stores.REPORTS_TABLE };
  return {
    batches: everyAcceptedBatch(reports),
    inbox: inboxBucket(inbox),
    register: reportRegister({ ...reports, s3, bucket: stores.INBOX_BUCKET }),
    ledgers: storedLedgers({
      client,
      table: stores.LEDGER_TABLE,
      s3,
      bucket: stores.LEDGER_BUCKET,
    }),
    evaluations: evaluationQueue({ client: sqs, url: stores.EVALUATION_QUEUE_URL }),
  };
}

import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import { receiptStore } from '../../lib/aws/receipt-store.ts';
import { createHandler } from './handler.ts';

const { REPORTS_TABLE = '', INBOX_BUCKET = '' } = env;

export const handler = createHandler({
  batches: batchRepository({
    client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    table: REPORTS_TABLE,
  }),
  receipts: receiptStore({ client: new S3Client({}), bucket: INBOX_BUCKET }),
  now: () => new Date().toISOString(),
});

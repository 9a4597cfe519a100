import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { allowanceRepository } from '../../lib/aws/allowance-repository.ts';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import { partUploads } from '../../lib/aws/part-uploads.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { uploadClientSettings, uploadPermits } from '../../lib/aws/upload-permits.ts';
import { uploadRepository } from '../../lib/aws/upload-repository.ts';
import { allowances } from '../../lib/reports/allowances.ts';
import { readIntakeLimits } from '../../lib/reports/intake-limits.ts';
import { createHandler } from './handler.ts';

const { REPORTS_TABLE = '', INBOX_BUCKET = '', INTAKE_LIMITS = '' } = env;
const database = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  table: REPORTS_TABLE,
};
const now = () => new Date().toISOString();
const store = { client: new S3Client(uploadClientSettings), bucket: INBOX_BUCKET, now };

export const handler = createHandler({
  allowances: allowances({
    kept: allowanceRepository(database),
    limitsOf: readIntakeLimits(INTAKE_LIMITS),
    now,
    pause: pauseWithJitter,
  }),
  batches: batchRepository(database),
  permits: uploadPermits(store),
  uploads: uploadRepository(database),
  parts: partUploads(store),
  now,
  newId: v7,
});

import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { batchRepository } from '../../lib/aws/batch-repository.ts';
import { uploadClientSettings, uploadPermits } from '../../lib/aws/upload-permits.ts';
import { createHandler } from './handler.ts';

const { REPORTS_TABLE = '', INBOX_BUCKET = '' } = env;
const now = () => new Date().toISOString();

export const handler = createHandler({
  batches: batchRepository({
    client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    table: REPORTS_TABLE,
  }),
  permits: uploadPermits({ client: new S3Client(uploadClientSettings), bucket: INBOX_BUCKET, now }),
  now,
  newId: v7,
});

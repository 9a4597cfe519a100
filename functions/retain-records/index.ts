import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { retentionPorts } from '../../lib/aws/retention-repository.ts';
import { createHandler } from './handler.ts';

const {
  REPORTS_TABLE = '',
  LEDGER_TABLE = '',
  CASES_TABLE = '',
  INBOX_BUCKET = '',
  LEDGER_BUCKET = '',
  PACKAGES_BUCKET = '',
  EVALUATION_QUEUE_URL = '',
  AUDIT_QUEUE_URL = '',
} = env;

export const handler = createHandler(
  retentionPorts(
    {
      REPORTS_TABLE,
      LEDGER_TABLE,
      CASES_TABLE,
      INBOX_BUCKET,
      LEDGER_BUCKET,
      PACKAGES_BUCKET,
      EVALUATION_QUEUE_URL,
      AUDIT_QUEUE_URL,
    },
    {
      client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
      s3: new S3Client({}),
      sqs: new SQSClient({}),
    },
  ),
);

import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { amendmentRepository } from '../../lib/aws/amendment-repository.ts';
import { auditQueue } from '../../lib/aws/audit-queue.ts';
import { disclosureRepository } from '../../lib/aws/disclosure-repository.ts';
import { packageStore } from '../../lib/aws/package-store.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', PACKAGES_BUCKET = '', AUDIT_QUEUE_URL = '' } = env;

const cases = { client: DynamoDBDocumentClient.from(new DynamoDBClient({})), table: CASES_TABLE };

export const handler = createHandler({
  disclosures: disclosureRepository(cases),
  amendments: amendmentRepository(cases),
  packages: packageStore({ client: new S3Client({}), bucket: PACKAGES_BUCKET }),
  tellReads: auditQueue({ client: new SQSClient({}), url: AUDIT_QUEUE_URL }),
  now: () => new Date().toISOString(),
  newId: () => v7(),
});

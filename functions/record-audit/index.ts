import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { auditStore } from '../../lib/aws/audit-store.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', AUDIT_BUCKET = '' } = env;

export const handler = createHandler({
  cases: caseRepository({
    client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    table: CASES_TABLE,
  }),
  auditTrail: auditStore({ client: new S3Client({}), bucket: AUDIT_BUCKET }),
});

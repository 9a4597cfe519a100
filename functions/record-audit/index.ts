import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { auditHeads } from '../../lib/aws/audit-heads.ts';
import { auditObjects } from '../../lib/aws/audit-objects.ts';
import { auditStore } from '../../lib/aws/audit-store.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { kmsSigner } from '../../lib/aws/kms-signer.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', AUDIT_TABLE = '', AUDIT_BUCKET = '', KMS_SIGNING_KEY_ID = '' } = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const locked = { client: new S3Client({}), bucket: AUDIT_BUCKET };

export const handler = createHandler({
  cases: caseRepository({ client, table: CASES_TABLE }),
  auditTrail: auditStore(locked),
  heads: auditHeads({ client, table: AUDIT_TABLE }),
  objects: auditObjects(locked),
  signer: kmsSigner({ client: new KMSClient({}), key: KMS_SIGNING_KEY_ID }),
  pause: pauseWithJitter,
});

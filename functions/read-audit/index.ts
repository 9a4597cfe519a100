import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { auditHeads } from '../../lib/aws/audit-heads.ts';
import { auditObjects } from '../../lib/aws/audit-objects.ts';
import { auditQueue } from '../../lib/aws/audit-queue.ts';
import { kmsSigner } from '../../lib/aws/kms-signer.ts';
import { createHandler } from './handler.ts';

const { AUDIT_TABLE = '', AUDIT_BUCKET = '', AUDIT_QUEUE_URL = '', KMS_SIGNING_KEY_ID = '' } = env;

export const handler = createHandler({
  heads: auditHeads({
    client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    table: AUDIT_TABLE,
  }),
  objects: auditObjects({ client: new S3Client({}), bucket: AUDIT_BUCKET }),
  signer: kmsSigner({ client: new KMSClient({}), key: KMS_SIGNING_KEY_ID }),
  tellReads: auditQueue({ client: new SQSClient({}), url: AUDIT_QUEUE_URL }),
  now: () => new Date().toISOString(),
  newId: () => v7(),
});

import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { disclosureRepository } from '../../lib/aws/disclosure-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { outboxRepository } from '../../lib/aws/outbox-repository.ts';
import { packageStore } from '../../lib/aws/package-store.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', PACKAGES_BUCKET = '', AUDIT_QUEUE_URL = '' } = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const cases = { client, table: CASES_TABLE };
const queues = { audit: AUDIT_QUEUE_URL };

export const handler = createHandler({
  cases: caseRepository({
    ...cases,
    outbox: outboxPublisher({ ...cases, sqs: new SQSClient({}), queues }),
  }),
  disclosures: disclosureRepository(cases),
  outboxes: outboxRepository(cases),
  packages: packageStore({ client: new S3Client({}), bucket: PACKAGES_BUCKET }),
  now: () => new Date().toISOString(),
});

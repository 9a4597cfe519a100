import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { auditQueue } from '../../lib/aws/audit-queue.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { disclosureRepository } from '../../lib/aws/disclosure-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { outboxRepository } from '../../lib/aws/outbox-repository.ts';
import { packageStore } from '../../lib/aws/package-store.ts';
import { sealedPackageLinks } from '../../lib/aws/sealed-package-links.ts';
import { sealedPackageStore } from '../../lib/aws/sealed-package-store.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', PACKAGES_BUCKET = '', AUDIT_QUEUE_URL = '' } = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const cases = { client, table: CASES_TABLE };
const queues = { audit: AUDIT_QUEUE_URL };
const sqs = new SQSClient({});

const packages = { client: new S3Client({}), bucket: PACKAGES_BUCKET };

export const handler = createHandler({
  cases: caseRepository({
    ...cases,
    outbox: outboxPublisher({ ...cases, sqs, queues }),
  }),
  disclosures: disclosureRepository(cases),
  outboxes: outboxRepository(cases),
  packages: packageStore(packages),
  sealedPackages: sealedPackageStore(packages),
  sealedLinks: sealedPackageLinks(packages),
  now: () => new Date().toISOString(),
  tellReads: auditQueue({ client: sqs, url: AUDIT_QUEUE_URL }),
  newId: () => v7(),
});

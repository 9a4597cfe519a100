import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { auditQueue } from '../../lib/aws/audit-queue.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { informationRepository } from '../../lib/aws/information-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { possibleMatchRepository } from '../../lib/aws/possible-match-repository.ts';
import { createHandler } from './handler.ts';

const {
  CASES_TABLE = '',
  LEDGER_TABLE = '',
  LEDGER_BUCKET = '',
  AUDIT_QUEUE_URL = '',
  DISCLOSURE_QUEUE_URL = '',
} = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});
const cases = { client, table: CASES_TABLE };
const queues = { audit: AUDIT_QUEUE_URL, disclosure: DISCLOSURE_QUEUE_URL };

export const handler = createHandler({
  information: informationRepository(cases),
  cases: caseRepository(cases),
  possible: possibleMatchRepository({
    ...cases,
    outbox: outboxPublisher({ ...cases, sqs, queues }),
  }),
  ledgers: ledgerRepository({
    client,
    table: LEDGER_TABLE,
    s3: new S3Client({}),
    bucket: LEDGER_BUCKET,
  }),
  tellReads: auditQueue({ client: sqs, url: AUDIT_QUEUE_URL }),
  now: () => new Date().toISOString(),
  newId: () => v7(),
});

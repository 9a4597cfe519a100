import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { auditQueue } from '../../lib/aws/audit-queue.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { holdRepository } from '../../lib/aws/retention-holds.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', AUDIT_QUEUE_URL = '' } = env;
const cases = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  table: CASES_TABLE,
};
const queues = { audit: AUDIT_QUEUE_URL };
const sqs = new SQSClient({});
const outbox = outboxPublisher({ ...cases, sqs, queues });

export const handler = createHandler({
  holds: holdRepository({ ...cases, outbox }),
  cases: caseRepository(cases),
  tellReads: auditQueue({ client: sqs, url: AUDIT_QUEUE_URL }),
  now: () => new Date().toISOString(),
  newId: () => v7(),
});

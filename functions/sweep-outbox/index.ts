import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { outboxTable } from '../../lib/aws/outbox-table.ts';
import { createHandler } from './handler.ts';

const {
  REPORTS_TABLE = '',
  CASES_TABLE = '',
  INTAKE_QUEUE_URL = '',
  DISPATCH_QUEUE_URL = '',
  AUDIT_QUEUE_URL = '',
  DISCLOSURE_QUEUE_URL = '',
  INFORMATION_QUEUE_URL = '',
} = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});
const queues = {
  intake: INTAKE_QUEUE_URL,
  dispatch: DISPATCH_QUEUE_URL,
  audit: AUDIT_QUEUE_URL,
  disclosure: DISCLOSURE_QUEUE_URL,
  information: INFORMATION_QUEUE_URL,
};

export const handler = createHandler({
  tables: [REPORTS_TABLE, CASES_TABLE].map((table) =>
    outboxTable({ client, table, publisher: outboxPublisher({ client, table, sqs, queues }) }),
  ),
  now: () => new Date().toISOString(),
});

import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { informationRepository } from '../../lib/aws/information-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', INFORMATION_QUEUE_URL = '', AUDIT_QUEUE_URL = '' } = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const cases = { client, table: CASES_TABLE };
const queues = { information: INFORMATION_QUEUE_URL, audit: AUDIT_QUEUE_URL };

export const handler = createHandler({
  information: informationRepository({
    ...cases,
    outbox: outboxPublisher({ ...cases, sqs: new SQSClient({}), queues }),
  }),
  now: () => new Date().toISOString(),
});

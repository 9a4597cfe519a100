import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { filingAllowanceRepository } from '../../lib/aws/filing-allowance-repository.ts';
import { informationRepository } from '../../lib/aws/information-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { filingAllowances } from '../../lib/information-records/filing-allowances.ts';
import { readFilingLimits } from '../../lib/information-records/filing-limits.ts';
import { createHandler } from './handler.ts';

const {
  CASES_TABLE = '',
  INFORMATION_QUEUE_URL = '',
  AUDIT_QUEUE_URL = '',
  INFORMATION_LIMITS = '',
} = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const cases = { client, table: CASES_TABLE };
const queues = { information: INFORMATION_QUEUE_URL, audit: AUDIT_QUEUE_URL };

const now = () => new Date().toISOString();

export const handler = createHandler({
  allowances: filingAllowances({
    kept: filingAllowanceRepository(cases),
    limitsOf: readFilingLimits(INFORMATION_LIMITS),
    now,
    pause: pauseWithJitter,
  }),
  information: informationRepository({
    ...cases,
    outbox: outboxPublisher({ ...cases, sqs: new SQSClient({}), queues }),
  }),
  now,
});

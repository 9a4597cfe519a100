import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { disclosureQueue } from '../../lib/aws/disclosure-queue.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { possibleMatchRepository } from '../../lib/aws/possible-match-repository.ts';
import { holdRepository } from '../../lib/aws/retention-holds.ts';
import { retainedInformation } from '../../lib/aws/retention-information.ts';
import { createHandler } from './handler.ts';

const {
  CASES_TABLE = '',
  LEDGER_TABLE = '',
  LEDGER_BUCKET = '',
  DISCLOSURE_QUEUE_URL = '',
  AUDIT_QUEUE_URL: QueueUrl = '',
} = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const cases = { client, table: CASES_TABLE };
const sqs = new SQSClient({});

export const handler = createHandler({
  information: retainedInformation(cases),
  possible: possibleMatchRepository(cases),
  ledgers: ledgerRepository({
    client,
    table: LEDGER_TABLE,
    s3: new S3Client({}),
    bucket: LEDGER_BUCKET,
  }),
  announce: disclosureQueue({ client: sqs, url: DISCLOSURE_QUEUE_URL, pause: pauseWithJitter }),
  holds: holdRepository(cases),
  async tell(acted) {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(acted) }));
  },
  now: () => new Date().toISOString(),
});

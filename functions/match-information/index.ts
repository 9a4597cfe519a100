import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { disclosureQueue } from '../../lib/aws/disclosure-queue.ts';
import { informationRepository } from '../../lib/aws/information-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { possibleMatchRepository } from '../../lib/aws/possible-match-repository.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', LEDGER_TABLE = '', LEDGER_BUCKET = '', DISCLOSURE_QUEUE_URL = '' } = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = createHandler({
  information: informationRepository({ client, table: CASES_TABLE }),
  possible: possibleMatchRepository({ client, table: CASES_TABLE }),
  cases: caseRepository({ client, table: CASES_TABLE }),
  ledgers: ledgerRepository({
    client,
    table: LEDGER_TABLE,
    s3: new S3Client({}),
    bucket: LEDGER_BUCKET,
  }),
  announce: disclosureQueue({
    client: new SQSClient({}),
    url: DISCLOSURE_QUEUE_URL,
    pause: pauseWithJitter,
  }),
});

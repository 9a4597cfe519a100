import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { disclosureQueue } from '../../lib/aws/disclosure-queue.ts';
import { evaluationRepository } from '../../lib/aws/evaluation-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { readRulebook } from '../../lib/indicators/read-rulebook.ts';
import { createHandler } from './handler.ts';

const {
  LEDGER_TABLE = '',
  CASES_TABLE = '',
  DISCLOSURE_QUEUE_URL = '',
  RULES_DIRECTORY = '../../rules',
} = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});
const pause = pauseWithJitter;

// The rulebook is deployed with the function, beside it, and read once in the life of an instance.
const rulebook = readRulebook(fileURLToPath(new URL(`${RULES_DIRECTORY}/`, import.meta.url)));
// An error is thrown to whoever asks for the rulebook, not to a process that has not asked yet.
rulebook.catch(() => undefined);

export const handler = createHandler({
  ledgers: ledgerRepository({ client, table: LEDGER_TABLE }),
  evaluations: evaluationRepository({ client, table: CASES_TABLE }),
  rulebooks: { active: () => rulebook },
  announce: disclosureQueue({ client: sqs, url: DISCLOSURE_QUEUE_URL, pause }),
  pause,
});

import { join } from 'node:path';
import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { assemblyRepository } from '../../lib/aws/assembly-repository.ts';
import { disclosureQueue } from '../../lib/aws/disclosure-queue.ts';
import { evaluationRepository } from '../../lib/aws/evaluation-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { nothingToAssemble } from '../../lib/cases/nothing-to-assemble.ts';
import { rulebookFiles } from '../../lib/indicators/rulebook-files.ts';
import { warmJudges } from '../../lib/indicators/warm-judges.ts';
import { createHandler } from './handler.ts';

const {
  LEDGER_TABLE = '',
  LEDGER_BUCKET = '',
  CASES_TABLE = '',
  DISCLOSURE_QUEUE_URL = '',
  RULES_DIRECTORY = '../../rules',
} = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});
const pause = pauseWithJitter;

// Deployed with the function, beside its bundle.
const rules = join(import.meta.dirname, RULES_DIRECTORY);

// What is judged and what was read share most of it: at about a kilobyte each a fifth of the memory.
const entriesInMemory = 250_000;

const ledgers = ledgerRepository({
  client,
  table: LEDGER_TABLE,
  s3: new S3Client({}),
  bucket: LEDGER_BUCKET,
  entriesInMemory,
});

export const handler = createHandler({
  ledgers,
  evaluations: evaluationRepository({ client, table: CASES_TABLE }),
  rulebooks: rulebookFiles(rules),
  judges: warmJudges({ mostEntries: entriesInMemory }),
  nothingToAssemble: nothingToAssemble({
    ledgers,
    assembly: assemblyRepository({ client, table: CASES_TABLE }),
  }),
  announce: disclosureQueue({ client: sqs, url: DISCLOSURE_QUEUE_URL, pause }),
  pause,
});

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { assemblyRepository } from '../../lib/aws/assembly-repository.ts';
import { disclosureQueue } from '../../lib/aws/disclosure-queue.ts';
import { employerRepository } from '../../lib/aws/employer-repository.ts';
import { evaluationRepository } from '../../lib/aws/evaluation-repository.ts';
import { frozenRepository } from '../../lib/aws/frozen-repository.ts';
import { informationRepository } from '../../lib/aws/information-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { pauseWithJitter } from '../../lib/aws/pause-with-jitter.ts';
import { possibleMatchRepository } from '../../lib/aws/possible-match-repository.ts';
import { reportRegister } from '../../lib/aws/report-register.ts';
import { reportStandings } from '../../lib/aws/report-standings.ts';
import { rulebookFiles } from '../../lib/indicators/rulebook-files.ts';
import { watchedKeys } from '../../lib/information-records/watched-keys.ts';
import { createHandler } from './handler.ts';

const {
  LEDGER_TABLE = '',
  LEDGER_BUCKET = '',
  CASES_TABLE = '',
  REPORTS_TABLE = '',
  INBOX_BUCKET = '',
  DISCLOSURE_QUEUE_URL = '',
  RULES_DIRECTORY = '../../rules',
} = env;
// Deployed with the function, beside its bundle.
const rules = join(import.meta.dirname, RULES_DIRECTORY);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const s3 = new S3Client({});
const pause = pauseWithJitter;
const announce = disclosureQueue({ client: new SQSClient({}), url: DISCLOSURE_QUEUE_URL, pause });
const information = informationRepository({ client, table: CASES_TABLE });

// At about a kilobyte each a fifth of the memory.
const entriesInMemory = 200_000;

export const handler = createHandler({
  informed: information,
  possible: possibleMatchRepository({ client, table: CASES_TABLE }),
  watched: watchedKeys(information),
  ledgers: ledgerRepository({
    client,
    table: LEDGER_TABLE,
    s3,
    bucket: LEDGER_BUCKET,
    entriesInMemory,
  }),
  evaluations: evaluationRepository({ client, table: CASES_TABLE }),
  assembly: assemblyRepository({ client, table: CASES_TABLE }),
  frozen: frozenRepository({ client, table: CASES_TABLE }),
  standings: reportStandings({
    register: reportRegister({ client, table: REPORTS_TABLE, s3, bucket: INBOX_BUCKET }),
  }),
  employers: employerRepository({ client, table: CASES_TABLE }),
  rulebooks: rulebookFiles(rules),
  // Each division is a reason of its own: none may be taken for an earlier one and swallowed.
  announce: (subjects) => announce(subjects.map((subject) => ({ subject, reason: randomUUID() }))),
  now: () => new Date().toISOString(),
  pause,
});

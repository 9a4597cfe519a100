import { join } from 'node:path';
import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { assemblyRepository } from '../../lib/aws/assembly-repository.ts';
import { auditQueue } from '../../lib/aws/audit-queue.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { employerRepository } from '../../lib/aws/employer-repository.ts';
import { frozenRepository } from '../../lib/aws/frozen-repository.ts';
import { informationRepository } from '../../lib/aws/information-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { possibleMatchRepository } from '../../lib/aws/possible-match-repository.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { rulebookFiles } from '../../lib/indicators/rulebook-files.ts';
import { watchedKeys } from '../../lib/information-records/watched-keys.ts';
import { createHandler } from './handler.ts';

const {
  CASES_TABLE = '',
  LEDGER_TABLE = '',
  LEDGER_BUCKET = '',
  AUDIT_QUEUE_URL = '',
  RULES_DIRECTORY = '../../rules',
} = env;
// Deployed with the function, beside its bundle.
const rules = join(import.meta.dirname, RULES_DIRECTORY);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const information = informationRepository({ client, table: CASES_TABLE });

export const handler = createHandler({
  information,
  informed: information,
  possible: possibleMatchRepository({ client, table: CASES_TABLE }),
  watched: watchedKeys(information),
  cases: caseRepository({ client, table: CASES_TABLE }),
  assembly: assemblyRepository({ client, table: CASES_TABLE }),
  frozen: frozenRepository({ client, table: CASES_TABLE }),
  employers: employerRepository({ client, table: CASES_TABLE }),
  ledgers: ledgerRepository({
    client,
    table: LEDGER_TABLE,
    s3: new S3Client({}),
    bucket: LEDGER_BUCKET,
  }),
  rulebooks: rulebookFiles(rules),
  routingTables: routingFile(rules),
  tellReads: auditQueue({ client: new SQSClient({}), url: AUDIT_QUEUE_URL }),
  now: () => new Date().toISOString(),
  newId: () => v7(),
});

import { join } from 'node:path';
import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { employerRepository } from '../../lib/aws/employer-repository.ts';
import { frozenRepository } from '../../lib/aws/frozen-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { rulebookFiles } from '../../lib/indicators/rulebook-files.ts';
import { createHandler } from './handler.ts';

const {
  CASES_TABLE = '',
  LEDGER_TABLE = '',
  LEDGER_BUCKET = '',
  RULES_DIRECTORY = '../../rules',
} = env;
// Deployed with the function, beside its bundle.
const rules = join(import.meta.dirname, RULES_DIRECTORY);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = createHandler({
  cases: caseRepository({ client, table: CASES_TABLE }),
  frozen: frozenRepository({ client, table: CASES_TABLE }),
  employers: employerRepository({ client, table: CASES_TABLE }),
  ledgers: ledgerRepository({
    client,
    table: LEDGER_TABLE,
    s3: new S3Client({}),
    bucket: LEDGER_BUCKET,
  }),
  rulebooks: rulebookFiles(rules),
});

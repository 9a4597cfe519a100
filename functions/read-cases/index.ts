import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { rulebookFiles } from '../../lib/indicators/rulebook-files.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', LEDGER_TABLE = '', RULES_DIRECTORY = '' } = env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = createHandler({
  cases: caseRepository({ client, table: CASES_TABLE }),
  ledgers: ledgerRepository({ client, table: LEDGER_TABLE }),
  rulebooks: rulebookFiles(RULES_DIRECTORY),
});

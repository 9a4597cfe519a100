import { join } from 'node:path';
import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { disclosureRepository } from '../../lib/aws/disclosure-repository.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { rulebookFiles } from '../../lib/indicators/rulebook-files.ts';
import { createHandler } from './handler.ts';

const { CASES_TABLE = '', RULES_DIRECTORY = '../../rules' } = env;
// Deployed with the function, beside its bundle.
const rules = join(import.meta.dirname, RULES_DIRECTORY);

export const handler = createHandler({
  disclosures: disclosureRepository({
    client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    table: CASES_TABLE,
  }),
  routingTables: routingFile(rules),
  rulebooks: rulebookFiles(rules),
  now: () => new Date().toISOString(),
});

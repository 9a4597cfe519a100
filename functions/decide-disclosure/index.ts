import { join } from 'node:path';
import { env } from 'node:process';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { acceptedReports } from '../../lib/aws/accepted-reports.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { disclosureRepository } from '../../lib/aws/disclosure-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { packageStore } from '../../lib/aws/package-store.ts';
import { reportReader } from '../../lib/aws/report-reader.ts';
import { reportRegister } from '../../lib/aws/report-register.ts';
import { reportStandings } from '../../lib/aws/report-standings.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { rulebookFiles } from '../../lib/indicators/rulebook-files.ts';
import { createHandler } from './handler.ts';

const {
  CASES_TABLE = '',
  LEDGER_TABLE = '',
  LEDGER_BUCKET = '',
  REPORTS_TABLE = '',
  INBOX_BUCKET = '',
  PACKAGES_BUCKET = '',
  DISPATCH_QUEUE_URL = '',
  AUDIT_QUEUE_URL = '',
  RULES_DIRECTORY = '../../rules',
} = env;
// Deployed with the function, beside its bundle.
const rules = join(import.meta.dirname, RULES_DIRECTORY);
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const s3 = new S3Client({});
const cases = { client, table: CASES_TABLE };
const register = reportRegister({ client, table: REPORTS_TABLE, s3, bucket: INBOX_BUCKET });
const queues = { dispatch: DISPATCH_QUEUE_URL, audit: AUDIT_QUEUE_URL };

export const handler = createHandler({
  cases: caseRepository({
    ...cases,
    outbox: outboxPublisher({ ...cases, sqs: new SQSClient({}), queues }),
  }),
  disclosures: disclosureRepository(cases),
  packages: packageStore({ client: s3, bucket: PACKAGES_BUCKET }),
  ledgers: ledgerRepository({ client, table: LEDGER_TABLE, s3, bucket: LEDGER_BUCKET }),
  reports: reportReader({
    register,
    accepted: acceptedReports({ client: s3, bucket: INBOX_BUCKET }),
  }),
  standings: reportStandings({ register }),
  rulebooks: rulebookFiles(rules),
  routingTables: routingFile(rules),
  now: () => new Date().toISOString(),
});

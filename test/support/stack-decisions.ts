import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { v7 } from 'uuid';
import { acceptedReports } from '../../lib/aws/accepted-reports.ts';
import { amendmentRepository } from '../../lib/aws/amendment-repository.ts';
import { assessmentItem } from '../../lib/aws/assessment-item.ts';
import { auditStore } from '../../lib/aws/audit-store.ts';
import { caseItem } from '../../lib/aws/case-item.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { disclosureRepository } from '../../lib/aws/disclosure-repository.ts';
import { frozenRepository } from '../../lib/aws/frozen-repository.ts';
import { inboxBucket } from '../../lib/aws/inbox.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { outboxRepository } from '../../lib/aws/outbox-repository.ts';
import { packageStore } from '../../lib/aws/package-store.ts';
import { reportReader } from '../../lib/aws/report-reader.ts';
import { reportRegister } from '../../lib/aws/report-register.ts';
import { reportStandings } from '../../lib/aws/report-standings.ts';
import { sealedPackageStore } from '../../lib/aws/sealed-package-store.ts';
import type { Assessment } from '../../lib/cases/assessment.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { digest } from '../../lib/identifiers.ts';
import { revisionOf } from '../../lib/reports/revision.ts';
import { createTestBucket, createTestQueue, createTestTable } from './aws.ts';
import { openCase } from './decision-ports.ts';
import { assessment, entity, reference, report, rulebook } from './disclosure-case.ts';
import { sealingPorts } from './sealing-ports.ts';

/** The stores of human decisions on the emulators, with one open case and its report on file. */
export async function stackDecisions() {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const [sqs, s3] = [new SQSClient({}), new S3Client({})];
  const [
    casesTable,
    reportsTable,
    ledgerTable,
    inbox,
    packagesBucket,
    auditBucket,
    dispatch,
    audit,
  ] = await Promise.all([
    createTestTable('cases'),
    createTestTable('reports'),
    createTestTable('ledger'),
    createTestBucket(),
    createTestBucket({ versioned: true }),
    createTestBucket({ retentionDays: 1 }),
    createTestQueue(),
    createTestQueue(),
  ]);
  const cases = { client, table: casesTable };
  const register = reportRegister({ client, table: reportsTable, s3, bucket: inbox });
  const outbox = outboxPublisher({ ...cases, sqs, queues: { dispatch, audit } });

  const batchId = v7();
  const block = { entity, batchId, first: 0 };
  const text = JSON.stringify(report);
  const [location] = await inboxBucket({ client: s3, bucket: inbox }).keepReports(block, [text]);
  await register.change(entity, [reference], () => ({
    revision: revisionOf('submit', batchId, 0),
    digest: digest(text),
    action: 'submit',
    ...(location && { location }),
    touched: [],
    version: 1,
  }));

  const put = (Item: Record<string, unknown>) =>
    client.send(new PutCommand({ TableName: casesTable, Item }));
  const assess = (next: Assessment, version: number) => put(assessmentItem(next, version));
  await put(caseItem(openCase));
  await assess(assessment, 1);

  return {
    assess,
    buckets: { packages: packagesBucket, audit: auditBucket },
    s3,
    ports: {
      cases: caseRepository({ ...cases, outbox }),
      disclosures: disclosureRepository(cases),
      outboxes: outboxRepository(cases),
      packages: packageStore({ client: s3, bucket: packagesBucket }),
      sealedPackages: sealedPackageStore({ client: s3, bucket: packagesBucket }),
      ...sealingPorts(),
      auditTrail: auditStore({ client: s3, bucket: auditBucket }),
      ledgers: ledgerRepository({ client, table: ledgerTable, s3, bucket: inbox }),
      reports: reportReader({ register, accepted: acceptedReports({ client: s3, bucket: inbox }) }),
      standings: reportStandings({ register }),
      frozen: frozenRepository(cases),
      amendments: amendmentRepository(cases),
      rulebooks: { active: async () => rulebook },
      routingTables: routingFile('rules'),
      now: () => new Date().toISOString(),
    },
  };
}

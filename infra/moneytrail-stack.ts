import { CfnOutput, CfnParameter, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccessLogBucket } from './constructs/access-log-bucket.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { ApiDescription } from './constructs/api-description.ts';
import { BatchIntake } from './constructs/batch-intake.ts';
import { CaseWork } from './constructs/case-work.ts';
import { ConcurrencyWatch } from './constructs/concurrency-watch.ts';
import { CustomerKey } from './constructs/customer-key.ts';
import { DecisionAudit } from './constructs/decision-audit.ts';
import { DisclosureAftermath } from './constructs/disclosure-aftermath.ts';
import { DisclosureAssembly } from './constructs/disclosure-assembly.ts';
import { DisclosureDispatch } from './constructs/disclosure-dispatch.ts';
import { DisclosureStatistics } from './constructs/disclosure-statistics.ts';
import { GuardedApi } from './constructs/guarded-api.ts';
import { InformationRecords } from './constructs/information-records.ts';
import { OutboxSweeping } from './constructs/outbox-sweeping.ts';
import { RecipientOutbox } from './constructs/recipient-outbox.ts';
import { RecordsBucket } from './constructs/records-bucket.ts';
import { RecordsTable } from './constructs/records-table.ts';
import { Retention } from './constructs/retention.ts';
import { SigningKey } from './constructs/signing-key.ts';
import { SubjectEvaluation } from './constructs/subject-evaluation.ts';

/** The whole machine, read from the end of the chain to its start: each part sends to those above. */
export class MoneytrailStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const key = new CustomerKey(this, 'Key');
    const signing = new SigningKey(this, 'SigningKey');
    const alarms = new AlarmTopic(this, 'Alarms', { key });
    const foundation = { key, alarms };

    const reports = new RecordsTable(this, 'Reports', {
      key,
      variable: 'REPORTS_TABLE',
      indexes: [outbox],
    });
    const ledger = new RecordsTable(this, 'Ledger', { key, variable: 'LEDGER_TABLE' });
    const cases = new RecordsTable(this, 'Cases', {
      key,
      variable: 'CASES_TABLE',
      indexes: [outbox, worklist],
    });

    const leaves = new RecordsTable(this, 'Leaves', { key, variable: 'AUDIT_TABLE' });

    const accessLog = new AccessLogBucket(this, 'AccessLog');
    const stored = { key, accessLog };
    const inbox = new RecordsBucket(this, 'Inbox', {
      ...stored,
      variable: 'INBOX_BUCKET',
      removed: { prefix: 'register/', staysFor: packedAway },
      rested: { prefixes: ['batches/', 'uploads/', 'reports/'], after: Duration.days(30) },
    });
    const chunks = new RecordsBucket(this, 'LedgerChunks', {
      ...stored,
      variable: 'LEDGER_BUCKET',
      removed: { prefix: '', staysFor: packedAway },
    });
    const packages = new RecordsBucket(this, 'Packages', {
      ...stored,
      variable: 'PACKAGES_BUCKET',
    });
    const locked = new RecordsBucket(this, 'Audit', {
      ...stored,
      variable: 'AUDIT_BUCKET',
      lockedFor: tenYears,
    });

    const api = new GuardedApi(this, 'Api', { ...foundation, ...this.identityProvider() });

    const { queue: audit } = new DecisionAudit(this, 'DecisionAudit', {
      ...foundation,
      api,
      signing,
      cases,
      leaves,
      locked,
    });
    new RecipientOutbox(this, 'RecipientOutbox', { ...foundation, api, cases, packages, audit });
    const { queue: dispatch } = new DisclosureDispatch(this, 'DisclosureDispatch', {
      ...foundation,
      signing,
      cases,
      packages,
      syntheticRecipientKeys: this.syntheticRecipientKeys(),
    });
    const { queue: disclosure } = new DisclosureAssembly(this, 'DisclosureAssembly', {
      ...foundation,
      inbox,
      reports,
      ledger,
      chunks,
      cases,
    });
    new DisclosureStatistics(this, 'DisclosureStatistics', { ...foundation, api, cases });
    new DisclosureAftermath(this, 'DisclosureAftermath', {
      ...foundation,
      api,
      inbox,
      packages,
      reports,
      ledger,
      chunks,
      cases,
      dispatch,
      audit,
    });
    const { queue: information } = new InformationRecords(this, 'InformationRecords', {
      ...foundation,
      api,
      ledger,
      chunks,
      cases,
      disclosure,
      audit,
    });
    new CaseWork(this, 'CaseWork', {
      ...foundation,
      api,
      inbox,
      packages,
      reports,
      ledger,
      chunks,
      cases,
      dispatch,
      audit,
      disclosure,
    });
    const { queue: evaluation } = new SubjectEvaluation(this, 'SubjectEvaluation', {
      ...foundation,
      ledger,
      chunks,
      cases,
      disclosure,
    });
    new Retention(this, 'Retention', {
      ...foundation,
      api,
      inbox,
      packages,
      reports,
      ledger,
      chunks,
      cases,
      evaluation,
      audit,
    });
    const { queue: intake } = new BatchIntake(this, 'BatchIntake', {
      ...foundation,
      api,
      inbox,
      reports,
      ledger,
      chunks,
      evaluation,
    });
    new OutboxSweeping(this, 'OutboxSweeping', {
      ...foundation,
      reports,
      cases,
      intake,
      dispatch,
      audit,
      disclosure,
      information,
    });
    new ConcurrencyWatch(this, 'Concurrency', foundation);
    new ApiDescription(this, 'ApiDescription', { ...foundation, api });

    new CfnOutput(this, 'ApiUrl', { value: api.url });
    // What `moneytrail ledger rebuild` is told.
    new CfnOutput(this, 'ReportsTable', { value: reports.table.tableName });
    new CfnOutput(this, 'LedgerTable', { value: ledger.table.tableName });
    new CfnOutput(this, 'InboxBucket', { value: inbox.bucket.bucketName });
    new CfnOutput(this, 'LedgerBucket', { value: chunks.bucket.bucketName });
    new CfnOutput(this, 'EvaluationQueueUrl', { value: evaluation.queue.queueUrl });
    // What `moneytrail retention` is told besides.
    new CfnOutput(this, 'CasesTable', { value: cases.table.tableName });
    new CfnOutput(this, 'PackagesBucket', { value: packages.bucket.bucketName });
    new CfnOutput(this, 'AuditQueueUrl', { value: audit.queue.queueUrl });
    // What `moneytrail audit` is told.
    new CfnOutput(this, 'AuditBucket', { value: locked.bucket.bucketName });
    new CfnOutput(this, 'SigningKeyId', { value: signing.keyId });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topicArn });
  }

  private syntheticRecipientKeys() {
    const accepted = new CfnParameter(this, 'SyntheticRecipientKeys', {
      description:
        'Whether packages may be encrypted to the keys of the samples: to try things out only',
      allowedValues: ['refused', 'accepted'],
      default: 'refused',
    });
    return accepted.valueAsString;
  }

  private identityProvider() {
    const issuer = new CfnParameter(this, 'IdentityIssuer', {
      description: 'The OpenID issuer of the tokens, as their iss claim has it',
      allowedPattern: '^https://\\S+$',
    });
    const audience = new CfnParameter(this, 'IdentityAudience', {
      description: 'What the aud claim of a token must be',
      minLength: 1,
    });
    return { issuer: issuer.valueAsString, audience: audience.valueAsString };
  }
}

const outbox = { name: 'outbox', partitionKey: 'outboxShard', sortKey: 'outboxAt' };
const worklist = {
  name: 'worklist',
  partitionKey: 'worklist',
  sortKey: 'worklistOrder',
  // As `lib/aws/worklist-index.ts` says.
  holds: [
    'closedBy',
    'decision',
    'disclosure',
    'informed',
    'mark',
    'packed',
    'possible',
    'revision',
    'theCase',
    'version',
  ],
};
/** Chunks that were packed with others; a table can be restored as of 35 days ago. */
const packedAway = Duration.days(40);
/** With the leap days that ten years may hold. */
const tenYears = Duration.days(3653);

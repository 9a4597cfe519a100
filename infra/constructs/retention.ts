import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import type { WorkQueue } from './work-queue.ts';

export type RetentionProps = Foundation & {
  readonly api: GuardedApi;
  readonly inbox: RecordsBucket;
  readonly packages: RecordsBucket;
  readonly reports: RecordsTable;
  readonly ledger: RecordsTable;
  readonly chunks: RecordsBucket;
  readonly cases: RecordsTable;
  readonly evaluation: WorkQueue;
  readonly audit: WorkQueue;
};

/**
 * Keeps records no longer than they may be kept. The function that people tell what is on hold can
 * destroy nothing; the one that destroys answers nobody.
 */
export class Retention extends Construct {
  constructor(scope: Construct, id: string, props: RetentionProps) {
    super(scope, id);
    this.hold(props);
    this.destroy(props);
  }

  private hold({ api, key, cases, audit }: RetentionProps) {
    const handler = new NodeFunction(this, 'HoldRecords', {
      name: 'hold-records',
      key,
      bundleKilobytes: 580,
    });
    cases.grant(handler, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    audit.grantSend(handler);
    api.guard(handler, ['approver', 'auditor'], 'GET /v1/legal-holds');
    api.guard(handler, ['approver'], 'POST /v1/legal-holds', 'POST /v1/legal-holds/{holdId}/lift');
  }

  private destroy(props: RetentionProps) {
    const { key, inbox, packages, reports, ledger, chunks, cases, evaluation, audit } = props;
    const handler = new NodeFunction(this, 'RetainRecords', {
      name: 'retain-records',
      key,
      timeout: Duration.minutes(15),
      memoryMegabytes: 1769,
      bundleKilobytes: 900,
    });
    reports.grant(handler, 'Scan', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem');
    cases.grant(handler, 'Scan', 'GetItem', 'Query');
    ledger.grant(handler, 'GetItem', 'PutItem');
    for (const prefix of ['batches/', 'uploads/', 'register/']) inbox.grantGet(handler, prefix);
    for (const prefix of ['batches/', 'reports/', 'register/', 'destroyed/']) {
      inbox.grantPut(handler, prefix);
    }
    inbox.grantDelete(handler, 'register/');
    for (const prefix of ['batches/', 'uploads/', 'reports/']) inbox.grantDestroy(handler, prefix);
    inbox.grantList(handler);
    chunks.grantGet(handler);
    chunks.grantPut(handler);
    chunks.grantDestroy(handler);
    packages.grantDestroy(handler, 'packages/');
    packages.grantPut(handler, 'destroyed/');
    evaluation.grantSend(handler);
    audit.grantSend(handler);
    this.everyDay(handler, props);
  }

  private everyDay(handler: NodeFunction, { alarms }: Foundation) {
    new Rule(this, 'EveryDay', {
      schedule: Schedule.rate(Duration.days(1)),
      // A run that did not start is made good by the next one.
      targets: [new LambdaFunction(handler, { retryAttempts: 0 })],
    });
    alarms.hearOf(
      handler
        .metricErrors({ period: Duration.days(1), statistic: 'Sum' })
        .createAlarm(this, 'Failing', {
          threshold: 1,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
          alarmDescription: 'What has been kept for long enough is not being destroyed.',
        }),
    );
  }
}

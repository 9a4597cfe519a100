import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { informationLimits } from '../information-limits.ts';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import { WorkQueue } from './work-queue.ts';

export type InformationRecordsProps = Foundation & {
  readonly api: GuardedApi;
  readonly ledger: RecordsTable;
  readonly chunks: RecordsBucket;
  readonly cases: RecordsTable;
  readonly disclosure: WorkQueue;
  readonly audit: WorkQueue;
};

/**
 * Takes voluntary information records from recipients. The function that answers them can read no
 * ledger; another one, which answers nobody, finds out whom a record is about. Where only a name is alike a
 * third one takes what analysts say of it. A fourth destroys what has been kept for long enough.
 */
export class InformationRecords extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: InformationRecordsProps) {
    super(scope, id);
    // Of a record with names all cases that are worked on are read through.
    const timeout = Duration.minutes(5);
    this.queue = new WorkQueue(this, 'Information', {
      ...props,
      variable: 'INFORMATION_QUEUE_URL',
      consumerTimeout: timeout,
    });
    this.file(props);
    this.match(props, timeout);
    this.decide(props);
    this.forget(props);
  }

  private file({ api, key, cases, audit }: InformationRecordsProps) {
    const handler = new NodeFunction(this, 'FileInformation', {
      name: 'file-information',
      key,
      bundleKilobytes: 540,
    });
    handler.addEnvironment('INFORMATION_LIMITS', informationLimits());
    cases.grant(handler, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    this.queue.grantSend(handler);
    audit.grantSend(handler);
    api.guard(
      handler,
      ['recipient'],
      'POST /v1/information-records',
      'GET /v1/information-records',
      'POST /v1/information-records/{recordId}/withdraw',
    );
  }

  private match(
    { key, ledger, chunks, cases, disclosure }: InformationRecordsProps,
    timeout: Duration,
  ) {
    const handler = new NodeFunction(this, 'MatchInformation', {
      name: 'match-information',
      key,
      timeout,
      memoryMegabytes: 1024,
      bundleKilobytes: 740,
    });
    // One record at a time, and each agency in its turn: nobody waits behind another's many records.
    this.queue.feed(handler, { batchSize: 1, maxConcurrency: 4 });
    cases.grant(handler, 'GetItem', 'Query', 'PutItem');
    cases.grantQuery(handler, 'worklist');
    ledger.grant(handler, 'BatchGetItem');
    chunks.grantGet(handler);
    disclosure.grantSend(handler);
  }

  private decide({ api, key, ledger, chunks, cases, disclosure, audit }: InformationRecordsProps) {
    const handler = new NodeFunction(this, 'DecideInformation', {
      name: 'decide-information',
      key,
      bundleKilobytes: 760,
    });
    cases.grant(handler, 'GetItem', 'PutItem', 'UpdateItem');
    cases.grantQuery(handler, 'worklist');
    ledger.grant(handler, 'BatchGetItem');
    chunks.grantGet(handler);
    disclosure.grantSend(handler);
    audit.grantSend(handler);
    api.guard(handler, ['analyst', 'approver'], 'GET /v1/possible-matches');
    api.guard(handler, ['analyst'], 'POST /v1/possible-matches/{subject}/{agency}/{recordId}');
  }

  private forget(props: InformationRecordsProps) {
    const { key, ledger, chunks, cases, disclosure, audit, alarms } = props;
    const handler = new NodeFunction(this, 'ForgetInformation', {
      name: 'forget-information',
      key,
      timeout: Duration.minutes(5),
      bundleKilobytes: 720,
    });
    cases.grant(handler, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    ledger.grant(handler, 'BatchGetItem');
    chunks.grantGet(handler);
    disclosure.grantSend(handler);
    audit.grantSend(handler);
    new Rule(this, 'EveryDay', {
      schedule: Schedule.rate(Duration.days(1)),
      // A run that did not start is made good by the next one.
      targets: [new LambdaFunction(handler, { retryAttempts: 0 })],
    });
    alarms.hearOf(
      handler
        .metricErrors({ period: Duration.days(1), statistic: 'Sum' })
        .createAlarm(this, 'ForgettingFails', {
          threshold: 1,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
          alarmDescription: 'Information records whose time has come were not destroyed.',
        }),
    );
  }
}

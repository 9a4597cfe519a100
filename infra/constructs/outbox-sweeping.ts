import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsTable } from './records-table.ts';
import type { WorkQueue } from './work-queue.ts';

export type OutboxSweepingProps = Foundation & {
  readonly reports: RecordsTable;
  readonly cases: RecordsTable;
  readonly intake: WorkQueue;
  readonly dispatch: WorkQueue;
  readonly audit: WorkQueue;
  readonly disclosure: WorkQueue;
  readonly information: WorkQueue;
};

/** Every minute, sends the messages that a crash left behind; somebody is told when it cannot. */
export class OutboxSweeping extends Construct {
  constructor(scope: Construct, id: string, props: OutboxSweepingProps) {
    super(scope, id);
    const handler = new NodeFunction(this, 'SweepOutbox', {
      name: 'sweep-outbox',
      key: props.key,
      timeout: Duration.seconds(30),
      memoryMegabytes: 256,
      bundleKilobytes: 520,
    });
    for (const table of [props.reports, props.cases]) {
      table.grantQuery(handler, 'outbox');
      table.grant(handler, 'UpdateItem');
    }
    const { intake, dispatch, audit, disclosure, information } = props;
    for (const queue of [intake, dispatch, audit, disclosure, information]) {
      queue.grantSend(handler);
    }

    new Rule(this, 'EveryMinute', {
      schedule: Schedule.rate(Duration.minutes(1)),
      // A sweep that did not start is made good by the next one.
      targets: [new LambdaFunction(handler, { retryAttempts: 0 })],
    });
    this.watch(handler, props);
  }

  private watch(handler: NodeFunction, { alarms }: Foundation) {
    alarms.hearOf(
      handler
        .metricErrors({ period: Duration.minutes(5), statistic: 'Sum' })
        .createAlarm(this, 'Failing', {
          threshold: 3,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          treatMissingData: TreatMissingData.NOT_BREACHING,
          alarmDescription: 'Messages that a crash left behind are not being sent.',
        }),
      handler
        .metricInvocations({ period: Duration.minutes(5), statistic: 'Sum' })
        .createAlarm(this, 'Stopped', {
          threshold: 1,
          evaluationPeriods: 1,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          treatMissingData: TreatMissingData.BREACHING,
          alarmDescription: 'Nobody has looked for messages left behind for five minutes.',
        }),
    );
  }
}

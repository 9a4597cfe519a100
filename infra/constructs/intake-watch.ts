import { Duration, Stack } from 'aws-cdk-lib';
import {
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic.ts';
import type { NodeFunction } from './node-function.ts';

export type IntakeWatchProps = {
  readonly alarms: AlarmTopic;
  /** Those that hold entities back. */
  readonly doors: readonly NodeFunction[];
  readonly ingest: NodeFunction;
};

/** Tells somebody when much is held back at the door, and when batches are not got through. */
export class IntakeWatch extends Construct {
  readonly #namespace: string;

  constructor(scope: Construct, id: string, props: IntakeWatchProps) {
    super(scope, id);
    this.#namespace = Stack.of(this).stackName;
    props.alarms.hearOf(this.heldBack(props), this.lagging(props));
  }

  /** Few requests say nothing: one entity that sends two batches too many is not a trouble. */
  private heldBack({ doors }: IntakeWatchProps) {
    const period = Duration.minutes(15);
    for (const { name, logGroup } of doors) {
      new MetricFilter(this, `HeldBackBy${name}`, {
        logGroup,
        metricNamespace: this.#namespace,
        metricName: 'HeldBack',
        filterPattern: FilterPattern.stringValue('$.message', '=', 'held back'),
        metricValue: '1',
      });
    }
    const held = new Metric({
      namespace: this.#namespace,
      metricName: 'HeldBack',
      statistic: 'Sum',
      period,
    });
    const asked = doors.map((door, at) => [
      `asked${at}`,
      door.metricInvocations({ period, statistic: 'Sum' }),
    ]);
    const all = asked.map(([name]) => name).join(' + ');
    return new MathExpression({
      expression: `IF(${all} >= 20, 100 * FILL(held, 0) / (${all}), 0)`,
      usingMetrics: { held, ...Object.fromEntries(asked) },
      label: 'held back, in percent',
      period,
    }).createAlarm(this, 'HeldBack', {
      threshold: 50,
      ...once,
      alarmDescription: 'Half of the batches sent in a quarter of an hour were held back.',
    });
  }

  private lagging({ ingest }: IntakeWatchProps) {
    const filter = new MetricFilter(this, 'BatchAge', {
      logGroup: ingest.logGroup,
      metricNamespace: this.#namespace,
      metricName: 'BatchAgeSeconds',
      filterPattern: FilterPattern.stringValue('$.message', '=', 'turn taken'),
      metricValue: '$.ageSeconds',
    });
    return filter
      .metric({ period: Duration.minutes(15), statistic: 'Maximum' })
      .createAlarm(this, 'Lagging', {
        threshold: Duration.hours(2).toSeconds(),
        ...once,
        alarmDescription: 'A batch is still being taken in two hours after it was registered.',
      });
  }
}

const once = {
  evaluationPeriods: 1,
  comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  treatMissingData: TreatMissingData.NOT_BREACHING,
};

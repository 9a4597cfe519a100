import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { AlarmTopic } from './alarm-topic.ts';

/** Tells somebody when the account has no more functions to start, whoever uses them up. */
export class ConcurrencyWatch extends Construct {
  constructor(scope: Construct, id: string, { alarms }: { alarms: AlarmTopic }) {
    super(scope, id);
    alarms.hearOf(
      LambdaFunction.metricAllThrottles({
        period: Duration.minutes(5),
        statistic: 'Sum',
      }).createAlarm(this, 'Throttled', {
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: 'The concurrency of the account was used up, and a function not started.',
      }),
    );
  }
}

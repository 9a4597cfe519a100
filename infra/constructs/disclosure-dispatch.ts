import { Duration, Stack } from 'aws-cdk-lib';
import { ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fonts, recipientKeys } from '../bundle.ts';
import type { Foundation } from './alarm-topic.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import type { SigningKey } from './signing-key.ts';
import { WorkQueue } from './work-queue.ts';

export type DisclosureDispatchProps = Foundation & {
  readonly cases: RecordsTable;
  readonly signing: SigningKey;
  readonly packages: RecordsBucket;
  /** "accepted" lets packages be encrypted to the keys of the samples, which everybody can open. */
  readonly syntheticRecipientKeys: string;
};

/**
 * Signs each approved package on `queue`, once its bytes are proven, encrypts it to its recipient and
 * puts it into the recipient's outbox. Somebody is told when a recipient has no key.
 */
export class DisclosureDispatch extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: DisclosureDispatchProps) {
    super(scope, id);
    const timeout = Duration.seconds(60);
    this.queue = new WorkQueue(this, 'Dispatch', {
      ...props,
      variable: 'DISPATCH_QUEUE_URL',
      consumerTimeout: timeout,
    });
    const handler = new NodeFunction(this, 'DispatchDisclosure', {
      name: 'dispatch-disclosure',
      key: props.key,
      timeout,
      memoryMegabytes: 1024,
      beside: [recipientKeys, ...fonts],
      bundleKilobytes: 1800,
    });
    handler.addEnvironment('SYNTHETIC_RECIPIENT_KEYS', props.syntheticRecipientKeys);
    this.queue.feed(handler, { batchSize: 5, maxConcurrency: 2 });
    props.signing.letSign(handler);
    props.cases.grant(handler, 'GetItem', 'PutItem');
    props.packages.grantGet(handler);
    props.packages.grantPut(handler, 'sealed/');
    props.alarms.hearOf(this.withoutKey(handler));
  }

  private withoutKey({ logGroup }: NodeFunction) {
    const filter = new MetricFilter(this, 'WithoutKeyFilter', {
      logGroup,
      metricNamespace: Stack.of(this).stackName,
      metricName: 'RecipientWithoutKey',
      filterPattern: FilterPattern.stringValue('$.message', '=', 'no key to encrypt to'),
      metricValue: '1',
    });
    return filter
      .metric({ period: Duration.hours(1), statistic: Stats.SUM })
      .createAlarm(this, 'WithoutKey', {
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        alarmDescription: 'An approved package waits for a key of its recipient.',
      });
  }
}

import { Aws, Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import type { NodeFunction } from './node-function.ts';

export type WorkQueueProps = Foundation & {
  /** The environment variable in which senders find the queue's URL. */
  readonly variable: string;
  readonly consumerTimeout: Duration;
  /** How long a message is hidden while it is worked on, and after that has failed. */
  readonly hiddenFor?: Duration;
  readonly maxReceiveCount?: number;
  readonly fifo?: boolean;
};

/**
 * Hands work to one function until it is done. What fails too often is kept for fourteen days, and
 * somebody is told; somebody is also told when work waits for too long, or its function crashes.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  /** How often a message is tried. */
  readonly tries: number;
  readonly #props: WorkQueueProps;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.#props = props;
    this.tries = props.maxReceiveCount ?? 3;
    const shared = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
      ...(props.fifo ? { fifo: true } : {}),
    };
    const deadLetters = new Queue(this, 'DeadLetters', {
      ...shared,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      retentionPeriod: Duration.days(14),
      // AWS advises six times the function's timeout, and asks for no less than once.
      visibilityTimeout: props.hiddenFor ?? Duration.seconds(6 * props.consumerTimeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: this.tries },
    });
    this.watch(deadLetters);
  }

  /** Starts `handler` with up to `batchSize` messages; it names those that it could not do. */
  feed(
    handler: NodeFunction,
    { batchSize, maxConcurrency }: { batchSize: number; maxConcurrency: number },
  ): void {
    handler.addEventSource(
      new SqsEventSource(this.queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }),
    );
    this.watchConsumer(handler, maxConcurrency);
  }

  /** Lets `handler` send, and tells it where. */
  grantSend(handler: NodeFunction): void {
    const { key, variable } = this.#props;
    Grant.addToPrincipal({
      grantee: handler,
      actions: ['sqs:SendMessage'],
      resourceArns: [this.queue.queueArn],
    });
    key.grant(handler, 'kms:Decrypt', 'kms:GenerateDataKey');
    handler.addEnvironment(variable, this.queue.queueUrl);
  }

  /** Lets the buckets of this account send: naming the bucket here would close a circle. */
  acceptFromBuckets(): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }

  private watchConsumer(handler: NodeFunction, maxConcurrency: number) {
    const period = Duration.minutes(5);
    const common = {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
    this.#props.alarms.hearOf(
      handler.metricErrors({ period, statistic: 'Sum' }).createAlarm(this, 'Crashing', {
        ...common,
        evaluationPeriods: 1,
        threshold: 3,
        alarmDescription: `${handler.name} crashed or ran out of time or memory, three times or more.`,
      }),
      handler
        .metric('ConcurrentExecutions', { period, statistic: 'Maximum' })
        .createAlarm(this, 'AtItsLimit', {
          ...common,
          evaluationPeriods: 12,
          threshold: maxConcurrency,
          alarmDescription: `${handler.name} has worked with all it may for an hour.`,
        }),
    );
  }

  private watch(deadLetters: Queue) {
    const period = Duration.minutes(1);
    const common = {
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
    this.#props.alarms.hearOf(
      deadLetters
        .metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' })
        .createAlarm(this, 'GivenUp', {
          ...common,
          threshold: 1,
          alarmDescription: `Messages of ${this.node.path} failed too often and wait for a person.`,
        }),
      this.queue
        .metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' })
        .createAlarm(this, 'Late', {
          ...common,
          threshold: Duration.minutes(30).toSeconds(),
          alarmDescription: `A message of ${this.node.path} has waited for half an hour.`,
        }),
    );
  }
}

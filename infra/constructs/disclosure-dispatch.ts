import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import { WorkQueue } from './work-queue.ts';

export type DisclosureDispatchProps = Foundation & {
  readonly cases: RecordsTable;
  readonly packages: RecordsBucket;
};

/** Puts each approved package on `queue`, once its bytes are proven, into its recipient's outbox. */
export class DisclosureDispatch extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: DisclosureDispatchProps) {
    super(scope, id);
    const timeout = Duration.seconds(30);
    this.queue = new WorkQueue(this, 'Dispatch', {
      ...props,
      variable: 'DISPATCH_QUEUE_URL',
      consumerTimeout: timeout,
    });
    const handler = new NodeFunction(this, 'DispatchDisclosure', {
      name: 'dispatch-disclosure',
      key: props.key,
      timeout,
      bundleKilobytes: 660,
    });
    this.queue.feed(handler, { batchSize: 5, maxConcurrency: 2 });
    props.cases.grant(handler, 'GetItem', 'PutItem');
    props.packages.grantGet(handler);
  }
}

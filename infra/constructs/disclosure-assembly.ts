import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { rulebook } from '../bundle.ts';
import type { Foundation } from './alarm-topic.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import { WorkQueue } from './work-queue.ts';

export type DisclosureAssemblyProps = Foundation & {
  readonly inbox: RecordsBucket;
  readonly reports: RecordsTable;
  readonly ledger: RecordsTable;
  readonly chunks: RecordsBucket;
  readonly cases: RecordsTable;
};

/**
 * Links subjects and keeps their case current, one change of a group after the other; then what became
 * of the facts that people decided on, and what is known of those who pay the subjects.
 */
export class DisclosureAssembly extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: DisclosureAssemblyProps) {
    super(scope, id);
    const timeout = Duration.seconds(60);
    this.queue = new WorkQueue(this, 'Disclosure', {
      ...props,
      variable: 'DISCLOSURE_QUEUE_URL',
      consumerTimeout: timeout,
      fifo: true,
    });
    const handler = new NodeFunction(this, 'AssembleDisclosure', {
      name: 'assemble-disclosure',
      key: props.key,
      timeout,
      memoryMegabytes: 1024,
      beside: [rulebook],
      bundleKilobytes: 890,
    });
    this.queue.feed(handler, { batchSize: 10, maxConcurrency: 2 });
    props.ledger.grant(handler, 'GetItem', 'BatchGetItem');
    props.chunks.grantGet(handler);
    props.cases.grant(handler, 'BatchGetItem', 'GetItem', 'Query', 'PutItem', 'DeleteItem');
    // Which versions of reports count, to note what became of facts that people decided on; no text.
    props.reports.grant(handler, 'BatchGetItem');
    props.inbox.grantGet(handler, 'register/');
    this.queue.grantSend(handler);
  }
}

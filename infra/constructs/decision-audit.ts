import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import { WorkQueue } from './work-queue.ts';

export type DecisionAuditProps = Foundation & {
  readonly cases: RecordsTable;
  readonly locked: RecordsBucket;
};

/** Copies each decision on `queue` to where nobody can change or remove it. */
export class DecisionAudit extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: DecisionAuditProps) {
    super(scope, id);
    const timeout = Duration.seconds(30);
    this.queue = new WorkQueue(this, 'Audit', {
      ...props,
      variable: 'AUDIT_QUEUE_URL',
      consumerTimeout: timeout,
    });
    const handler = new NodeFunction(this, 'RecordAudit', {
      name: 'record-audit',
      key: props.key,
      timeout,
      bundleKilobytes: 680,
    });
    this.queue.feed(handler, { batchSize: 10, maxConcurrency: 2 });
    props.cases.grant(handler, 'GetItem');
    props.locked.grantPut(handler);
  }
}

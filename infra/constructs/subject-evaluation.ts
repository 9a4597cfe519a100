import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { rulebook } from '../bundle.ts';
import type { Foundation } from './alarm-topic.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import { WorkQueue } from './work-queue.ts';

export type SubjectEvaluationProps = Foundation & {
  readonly ledger: RecordsTable;
  readonly chunks: RecordsBucket;
  readonly cases: RecordsTable;
  readonly disclosure: WorkQueue;
};

/** Judges each subject on `queue` against the rulebook it was deployed with. */
export class SubjectEvaluation extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: SubjectEvaluationProps) {
    super(scope, id);
    const timeout = Duration.seconds(60);
    this.queue = new WorkQueue(this, 'Evaluation', {
      ...props,
      variable: 'EVALUATION_QUEUE_URL',
      consumerTimeout: timeout,
    });
    const handler = new NodeFunction(this, 'EvaluateSubjects', {
      name: 'evaluate-subjects',
      key: props.key,
      timeout,
      memoryMegabytes: 1769,
      beside: [rulebook],
      bundleKilobytes: 810,
    });
    this.queue.feed(handler, { batchSize: 10, maxConcurrency: 4 });
    props.ledger.grant(handler, 'GetItem', 'BatchGetItem');
    props.chunks.grantGet(handler);
    // The evaluation before this one is read to tell what was raised, amended and retracted.
    props.cases.grant(handler, 'GetItem', 'BatchGetItem', 'Query', 'PutItem');
    props.disclosure.grantSend(handler);
  }
}

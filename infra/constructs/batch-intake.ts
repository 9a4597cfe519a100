import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import { WorkQueue } from './work-queue.ts';

export type BatchIntakeProps = Foundation & {
  readonly api: GuardedApi;
  readonly inbox: RecordsBucket;
  readonly reports: RecordsTable;
  readonly ledger: RecordsTable;
  readonly evaluation: WorkQueue;
};

/**
 * Takes batches from reporting entities, keeps every byte, and brings each accepted report into the
 * ledgers. Nothing here can read what was found about anybody.
 */
export class BatchIntake extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: BatchIntakeProps) {
    super(scope, id);
    const ingestTimeout = Duration.seconds(120);
    this.queue = new WorkQueue(this, 'Intake', {
      ...props,
      variable: 'INTAKE_QUEUE_URL',
      consumerTimeout: ingestTimeout,
      // A batch of any length is worth more tries than a single message.
      maxReceiveCount: 5,
    });
    this.takeSmallBatches(props);
    this.takeUploads(props);
    this.answerAboutBatches(props);
    this.ingest(props, ingestTimeout);
  }

  private takeSmallBatches({ api, key, inbox, reports }: BatchIntakeProps) {
    const handler = new NodeFunction(this, 'SubmitBatch', {
      name: 'submit-batch',
      key,
      memoryMegabytes: 1024,
      bundleKilobytes: 720,
    });
    inbox.grantPut(handler, 'batches/');
    reports.grant(handler, 'GetItem', 'PutItem', 'UpdateItem');
    this.queue.grantSend(handler);
    api.guard(handler, ['reporting-entity'], 'POST /v1/batches');
  }

  private takeUploads({ api, key, inbox, reports }: BatchIntakeProps) {
    const handler = new NodeFunction(this, 'RequestUpload', {
      name: 'request-upload',
      key,
      bundleKilobytes: 680,
    });
    // The presigned URL carries this permission to whoever uploads.
    inbox.grantPut(handler, 'uploads/');
    inbox.notify(this.queue, 'uploads/');
    reports.grant(handler, 'GetItem', 'PutItem');
    api.guard(handler, ['reporting-entity'], 'POST /v1/uploads');
  }

  private answerAboutBatches({ api, key, inbox, reports }: BatchIntakeProps) {
    const handler = new NodeFunction(this, 'ReadBatches', {
      name: 'read-batches',
      key,
      bundleKilobytes: 680,
    });
    reports.grant(handler, 'GetItem', 'Query');
    inbox.grantGet(handler, 'receipts/');
    api.guard(
      handler,
      ['reporting-entity'],
      'GET /v1/batches',
      'GET /v1/batches/{batchId}',
      'GET /v1/batches/{batchId}/receipts',
    );
  }

  private ingest({ key, inbox, reports, ledger, evaluation }: BatchIntakeProps, timeout: Duration) {
    const handler = new NodeFunction(this, 'IngestBatch', {
      name: 'ingest-batch',
      key,
      timeout,
      // One whole processor: a batch is parsed, not waited for.
      memoryMegabytes: 1769,
      bundleKilobytes: 780,
    });
    this.queue.feed(handler, { batchSize: 1, maxConcurrency: 4 });
    inbox.grantGet(handler, 'batches/');
    inbox.grantGet(handler, 'uploads/');
    // The first verdict stands: what an earlier try has told is read, not told again.
    inbox.grantGet(handler, 'receipts/');
    inbox.grantPut(handler, 'receipts/');
    inbox.grantPut(handler, 'reports/');
    reports.grant(handler, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem');
    ledger.grant(handler, 'GetItem', 'BatchGetItem', 'PutItem');
    evaluation.grantSend(handler);
    // A batch that outlasts one invocation has itself taken up again.
    this.queue.grantSend(handler);
  }
}

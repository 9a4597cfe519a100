import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ingestMemory } from '../ingest-memory.ts';
import { intakeLimits } from '../intake-limits.ts';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { IntakeWatch } from './intake-watch.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import { WorkQueue } from './work-queue.ts';

export type BatchIntakeProps = Foundation & {
  readonly api: GuardedApi;
  readonly inbox: RecordsBucket;
  readonly reports: RecordsTable;
  readonly ledger: RecordsTable;
  readonly chunks: RecordsBucket;
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
    // An upload is read from end to end in one go: as long as a function may run.
    const ingestTimeout = Duration.minutes(15);
    this.queue = new WorkQueue(this, 'Intake', {
      ...props,
      variable: 'INTAKE_QUEUE_URL',
      consumerTimeout: ingestTimeout,
      // What failed is not to wait for an hour and a half.
      hiddenFor: Duration.minutes(16),
      // A batch of any length is worth more tries than a single message.
      maxReceiveCount: 5,
    });
    const doors = [this.takeSmallBatches(props), this.takeUploads(props)];
    for (const door of doors) door.addEnvironment('INTAKE_LIMITS', intakeLimits());
    this.answerAboutBatches(props);
    const ingest = this.ingest(props, ingestTimeout);
    new IntakeWatch(this, 'Watch', { ...props, doors, ingest });
  }

  private takeSmallBatches({ api, key, inbox, reports }: BatchIntakeProps) {
    const handler = new NodeFunction(this, 'SubmitBatch', {
      name: 'submit-batch',
      key,
      memoryMegabytes: 1024,
      bundleKilobytes: 735,
    });
    inbox.grantPut(handler, 'batches/');
    reports.grant(handler, 'GetItem', 'PutItem', 'UpdateItem');
    this.queue.grantSend(handler);
    api.guard(handler, ['reporting-entity'], 'POST /v1/batches');
    return handler;
  }

  private takeUploads({ api, key, inbox, reports }: BatchIntakeProps) {
    const handler = new NodeFunction(this, 'RequestUpload', {
      name: 'request-upload',
      key,
      bundleKilobytes: 680,
    });
    // The presigned URL carries this permission to whoever uploads.
    inbox.grantPut(handler, 'uploads/');
    inbox.grantParts(handler, 'uploads/');
    inbox.notify(this.queue, 'uploads/');
    reports.grant(handler, 'GetItem', 'PutItem', 'UpdateItem');
    api.guard(
      handler,
      ['reporting-entity'],
      'POST /v1/uploads',
      'GET /v1/uploads/{batchId}',
      'DELETE /v1/uploads/{batchId}',
      'POST /v1/uploads/{batchId}/parts',
      'POST /v1/uploads/{batchId}/complete',
    );
    return handler;
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

  private ingest(
    { key, inbox, reports, ledger, chunks, evaluation }: BatchIntakeProps,
    timeout: Duration,
  ) {
    const handler = new NodeFunction(this, 'IngestBatch', {
      name: 'ingest-batch',
      key,
      timeout,
      // One whole processor: a batch is parsed, not waited for.
      memoryMegabytes: 1769,
      bundleKilobytes: 840,
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
    chunks.grantGet(handler);
    chunks.grantPut(handler);
    chunks.grantDelete(handler);
    inbox.grantGet(handler, 'register/');
    inbox.grantPut(handler, 'register/');
    inbox.grantDelete(handler, 'register/');
    evaluation.grantSend(handler);
    // A batch that outlasts one turn has itself taken up again, behind what waits by then.
    this.queue.grantSend(handler);
    handler.addEnvironment('TURN_SECONDS', '30');
    handler.addEnvironment('INTAKE_TRIES', String(this.queue.tries));
    for (const variable of Object.entries(ingestMemory)) handler.addEnvironment(...variable);
    return handler;
  }
}

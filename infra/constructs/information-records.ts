import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import { WorkQueue } from './work-queue.ts';

export type InformationRecordsProps = Foundation & {
  readonly api: GuardedApi;
  readonly ledger: RecordsTable;
  readonly chunks: RecordsBucket;
  readonly cases: RecordsTable;
  readonly disclosure: WorkQueue;
};

/**
 * Takes voluntary information records from recipients. The function that answers them can read no
 * ledger; another one, which answers nobody, finds out whom a record is about.
 */
export class InformationRecords extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: InformationRecordsProps) {
    super(scope, id);
    const timeout = Duration.seconds(30);
    this.queue = new WorkQueue(this, 'Information', {
      ...props,
      variable: 'INFORMATION_QUEUE_URL',
      consumerTimeout: timeout,
    });
    this.file(props);
    this.match(props, timeout);
  }

  private file({ api, key, cases }: InformationRecordsProps) {
    const handler = new NodeFunction(this, 'FileInformation', {
      name: 'file-information',
      key,
      bundleKilobytes: 520,
    });
    cases.grant(handler, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    this.queue.grantSend(handler);
    api.guard(
      handler,
      ['recipient'],
      'POST /v1/information-records',
      'GET /v1/information-records',
    );
  }

  private match(
    { key, ledger, chunks, cases, disclosure }: InformationRecordsProps,
    timeout: Duration,
  ) {
    const handler = new NodeFunction(this, 'MatchInformation', {
      name: 'match-information',
      key,
      timeout,
      bundleKilobytes: 700,
    });
    this.queue.feed(handler, { batchSize: 5, maxConcurrency: 2 });
    cases.grant(handler, 'GetItem', 'Query', 'PutItem');
    ledger.grant(handler, 'BatchGetItem');
    chunks.grantGet(handler);
    disclosure.grantSend(handler);
  }
}

import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import type { SigningKey } from './signing-key.ts';
import { WorkQueue } from './work-queue.ts';

export type DecisionAuditProps = Foundation & {
  readonly api: GuardedApi;
  readonly cases: RecordsTable;
  /** The head of the audit log, and where each of its leaves stands. */
  readonly leaves: RecordsTable;
  readonly signing: SigningKey;
  readonly locked: RecordsBucket;
};

/** Where the log's own objects lie; the copies of decisions lie beside them. */
const log = 'log/';

/**
 * Appends what is told through `queue`, each decision and each read of personal data, to a log of
 * signed checkpoints that nobody can change or remove, copies each decision beside it, and shows the
 * log to auditors.
 */
export class DecisionAudit extends Construct {
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: DecisionAuditProps) {
    super(scope, id);
    const timeout = Duration.seconds(60);
    this.queue = new WorkQueue(this, 'Audit', {
      ...props,
      variable: 'AUDIT_QUEUE_URL',
      consumerTimeout: timeout,
    });
    this.record(props, timeout);
    this.show(props);
  }

  private record({ key, cases, leaves, signing, locked }: DecisionAuditProps, timeout: Duration) {
    const handler = new NodeFunction(this, 'RecordAudit', {
      name: 'record-audit',
      key,
      timeout,
      bundleKilobytes: 700,
    });
    this.queue.feed(handler, { batchSize: 10, maxConcurrency: 2 });
    cases.grant(handler, 'GetItem');
    leaves.grant(handler, 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem');
    locked.grantPut(handler, 'decisions/');
    locked.grantPut(handler, log);
    locked.grantGet(handler, log);
    signing.letSign(handler);
  }

  private show({ api, key, leaves, signing, locked }: DecisionAuditProps) {
    const handler = new NodeFunction(this, 'ReadAudit', {
      name: 'read-audit',
      key,
      memoryMegabytes: 1024,
      bundleKilobytes: 700,
    });
    leaves.grant(handler, 'GetItem', 'BatchGetItem');
    locked.grantGet(handler, log);
    signing.letShow(handler);
    this.queue.grantSend(handler);
    api.guard(
      handler,
      ['auditor'],
      'GET /v1/audit',
      'GET /v1/audit/proof',
      'GET /v1/audit/checkpoint',
    );
  }
}

import { Construct } from 'constructs';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import type { WorkQueue } from './work-queue.ts';

export type RecipientOutboxProps = Foundation & {
  readonly api: GuardedApi;
  readonly cases: RecordsTable;
  readonly packages: RecordsBucket;
  readonly audit: WorkQueue;
};

/**
 * Where a recipient finds the packages meant for it, confirms that it has them or has destroyed them,
 * and says what became of them.
 */
export class RecipientOutbox extends Construct {
  constructor(scope: Construct, id: string, props: RecipientOutboxProps) {
    super(scope, id);
    const handler = new NodeFunction(this, 'ServeOutbox', {
      name: 'serve-outbox',
      key: props.key,
      bundleKilobytes: 730,
    });
    props.cases.grant(handler, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    props.packages.grantGet(handler);
    props.audit.grantSend(handler);
    props.api.guard(
      handler,
      ['recipient'],
      'GET /v1/outbox',
      'GET /v1/outbox/{disclosureId}',
      'GET /v1/outbox/{disclosureId}/package.json',
      'GET /v1/outbox/{disclosureId}/package.zip.jwe',
      'POST /v1/outbox/{disclosureId}/receipt',
      'POST /v1/outbox/{disclosureId}/feedback',
      'POST /v1/outbox/{disclosureId}/recall-receipt',
    );
  }
}

import { Construct } from 'constructs';
import { rulebook } from '../bundle.ts';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import type { WorkQueue } from './work-queue.ts';

export type DisclosureAftermathProps = Foundation & {
  readonly api: GuardedApi;
  readonly inbox: RecordsBucket;
  readonly packages: RecordsBucket;
  readonly reports: RecordsTable;
  readonly ledger: RecordsTable;
  readonly chunks: RecordsBucket;
  readonly cases: RecordsTable;
  readonly dispatch: WorkQueue;
  readonly audit: WorkQueue;
};

/**
 * Takes decisions on packages that have left: an amendment needs its author and an approver, a recall
 * two approvers. Neither can change or remove a package.
 */
export class DisclosureAftermath extends Construct {
  constructor(scope: Construct, id: string, props: DisclosureAftermathProps) {
    super(scope, id);
    const { api, key, inbox, packages, reports, ledger, chunks, cases, dispatch, audit } = props;
    const handler = new NodeFunction(this, 'DecideDisclosure', {
      name: 'decide-disclosure',
      key,
      memoryMegabytes: 1024,
      beside: [rulebook],
      bundleKilobytes: 840,
    });
    cases.grant(handler, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    ledger.grant(handler, 'GetItem', 'BatchGetItem');
    chunks.grantGet(handler);
    reports.grant(handler, 'BatchGetItem');
    inbox.grantGet(handler, 'reports/');
    inbox.grantGet(handler, 'register/');
    packages.grantPut(handler);
    packages.grantGet(handler);
    dispatch.grantSend(handler);
    audit.grantSend(handler);
    api.guard(handler, ['analyst'], 'POST /v1/disclosures/{disclosureId}/amend');
    api.guard(
      handler,
      ['approver'],
      'POST /v1/disclosures/{disclosureId}/approve',
      'POST /v1/disclosures/{disclosureId}/return',
      'POST /v1/disclosures/{disclosureId}/recall',
      'POST /v1/disclosures/{disclosureId}/recall/confirm',
      'POST /v1/disclosures/{disclosureId}/recall/drop',
    );
  }
}

import { Construct } from 'constructs';
import { fonts, rulebook } from '../bundle.ts';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsBucket } from './records-bucket.ts';
import type { RecordsTable } from './records-table.ts';
import type { WorkQueue } from './work-queue.ts';

export type CaseWorkProps = Foundation & {
  readonly api: GuardedApi;
  readonly inbox: RecordsBucket;
  readonly packages: RecordsBucket;
  readonly reports: RecordsTable;
  readonly ledger: RecordsTable;
  readonly chunks: RecordsBucket;
  readonly cases: RecordsTable;
  readonly dispatch: WorkQueue;
  readonly audit: WorkQueue;
  readonly disclosure: WorkQueue;
};

/**
 * Shows cases and employers to analysts and approvers and takes their decisions; an approval needs an approver. A
 * submission freezes its packages, so that the approver reads the very bytes that leave.
 */
export class CaseWork extends Construct {
  constructor(scope: Construct, id: string, props: CaseWorkProps) {
    super(scope, id);
    this.showCases(props);
    this.takeDecisions(props);
    this.showDisclosures(props);
  }

  private showCases({ api, key, ledger, chunks, cases, audit }: CaseWorkProps) {
    const handler = new NodeFunction(this, 'ReadCases', {
      name: 'read-cases',
      key,
      memoryMegabytes: 1024,
      beside: [rulebook],
      bundleKilobytes: 1050,
    });
    cases.grant(handler, 'GetItem', 'BatchGetItem', 'Query');
    cases.grantQuery(handler, 'worklist');
    ledger.grant(handler, 'GetItem', 'BatchGetItem');
    chunks.grantGet(handler);
    audit.grantSend(handler);
    api.guard(
      handler,
      ['analyst', 'approver'],
      'GET /v1/cases',
      'GET /v1/cases/{caseId}',
      'GET /v1/cases/{caseId}/information-records',
      'GET /v1/cases/{caseId}/possible-matches',
      'GET /v1/cases/{caseId}/network',
      'GET /v1/cases/{caseId}/timeline',
      'GET /v1/data-requests',
      'GET /v1/assessments',
      'GET /v1/employers',
      'GET /v1/employers/{employerId}',
      'GET /v1/subjects/{subject}/indicators/{indicatorId}',
    );
  }

  private takeDecisions(props: CaseWorkProps) {
    const {
      api,
      key,
      inbox,
      packages,
      reports,
      ledger,
      chunks,
      cases,
      dispatch,
      audit,
      disclosure,
    } = props;
    const handler = new NodeFunction(this, 'DecideCase', {
      name: 'decide-case',
      key,
      memoryMegabytes: 1024,
      beside: [rulebook],
      bundleKilobytes: 860,
    });
    cases.grant(handler, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem');
    cases.grantQuery(handler, 'worklist');
    ledger.grant(handler, 'GetItem', 'BatchGetItem');
    chunks.grantGet(handler);
    reports.grant(handler, 'BatchGetItem');
    inbox.grantGet(handler, 'reports/');
    inbox.grantGet(handler, 'register/');
    packages.grantPut(handler);
    packages.grantGet(handler);
    dispatch.grantSend(handler);
    audit.grantSend(handler);
    disclosure.grantSend(handler);
    api.guard(
      handler,
      ['analyst'],
      'POST /v1/cases/next',
      'POST /v1/cases/{caseId}/claim',
      'POST /v1/cases/{caseId}/release',
      'POST /v1/cases/{caseId}/notes',
      'POST /v1/cases/{caseId}/exclusions',
      'POST /v1/cases/{caseId}/inclusions',
      'POST /v1/cases/{caseId}/merge',
      'POST /v1/cases/{caseId}/unmerge',
      'POST /v1/cases/{caseId}/split',
      'POST /v1/cases/{caseId}/unsplit',
      'POST /v1/cases/{caseId}/roles',
      'POST /v1/cases/{caseId}/data-requests',
      'POST /v1/cases/{caseId}/data-requests/{sequence}/close',
      'POST /v1/cases/{caseId}/escalations',
      'POST /v1/cases/{caseId}/submit',
    );
    api.guard(
      handler,
      ['approver'],
      'POST /v1/cases/{caseId}/approve',
      'POST /v1/cases/{caseId}/return',
      'POST /v1/cases/{caseId}/reject',
    );
  }

  private showDisclosures({ api, key, packages, cases, audit }: CaseWorkProps) {
    const handler = new NodeFunction(this, 'ReadDisclosures', {
      name: 'read-disclosures',
      key,
      // A package of five thousand transactions takes most of it, and its time to draw.
      memoryMegabytes: 1536,
      beside: fonts,
      bundleKilobytes: 1750,
    });
    cases.grant(handler, 'GetItem', 'BatchGetItem');
    cases.grantQuery(handler, 'worklist');
    packages.grantGet(handler);
    audit.grantSend(handler);
    api.guard(
      handler,
      ['analyst', 'approver'],
      'GET /v1/disclosures',
      'GET /v1/disclosures/{disclosureId}',
      'GET /v1/disclosures/{disclosureId}/package.json',
      'GET /v1/disclosures/{disclosureId}/package.pdf',
      'GET /v1/disclosures/{disclosureId}/package.xml',
      'GET /v1/disclosures/{disclosureId}/package.csv',
    );
  }
}

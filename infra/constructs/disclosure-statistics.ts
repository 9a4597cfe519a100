import { Construct } from 'constructs';
import { rulebook } from '../bundle.ts';
import type { Foundation } from './alarm-topic.ts';
import type { GuardedApi } from './guarded-api.ts';
import { NodeFunction } from './node-function.ts';
import type { RecordsTable } from './records-table.ts';

export type DisclosureStatisticsProps = Foundation & {
  readonly api: GuardedApi;
  readonly cases: RecordsTable;
};

/** Counts what left, for auditors. It reads lists of disclosures, and neither packages nor reports. */
export class DisclosureStatistics extends Construct {
  constructor(scope: Construct, id: string, { api, key, cases }: DisclosureStatisticsProps) {
    super(scope, id);
    const handler = new NodeFunction(this, 'ReadStatistics', {
      name: 'read-statistics',
      key,
      memoryMegabytes: 1024,
      beside: [rulebook],
      bundleKilobytes: 600,
    });
    cases.grantQuery(handler, 'worklist');
    api.guard(handler, ['auditor'], 'GET /v1/statistics');
  }
}

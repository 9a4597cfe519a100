import type { ReportStanding, ReportStandings } from '../cases/report-standings.ts';
import type { EntityNumber } from '../identifiers.ts';
import { contributionName } from '../ledger/ledger.ts';
import type { ReportRegister } from '../reports/register.ts';
import { acceptedAtOf } from '../reports/revision.ts';

/** What the register says of the live version of each report. */
export const reportStandings = ({
  register,
}: {
  register: Pick<ReportRegister, 'getMany'>;
}): ReportStandings => ({
  async of(reports) {
    const byEntity = Map.groupBy(reports, ({ entity }): EntityNumber => entity);
    const found = new Map<string, ReportStanding>();
    for (const [entity, its] of byEntity) {
      const references = [...new Set(its.map(({ reference }) => reference))];
      for (const [reference, registered] of await register.getMany(entity, references)) {
        const report = { entity, reference };
        found.set(contributionName(report), {
          report,
          digest: registered.digest,
          withdrawn: registered.action === 'delete',
          acceptedAt: acceptedAtOf(registered.revision),
        });
      }
    }
    return found;
  },
});

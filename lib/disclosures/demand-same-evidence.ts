import { changedReports } from '../cases/changed-facts.ts';
import type { FrozenFacts } from '../cases/frozen-facts.ts';
import type { ReportStandings } from '../cases/report-standings.ts';
import { DomainError } from '../errors.ts';

/**
 * Holds a submission against the reports as they stand now. A correction is seen here as soon as it is
 * registered, before the machine has judged anybody anew.
 *
 * @throws DomainError evidence-changed, with the reports, when one no longer says what the packages say.
 */
export async function demandSameEvidence(
  { standings }: { standings: ReportStandings },
  { caseId, reports }: FrozenFacts,
): Promise<void> {
  const keys = reports.map(({ entity, reference }) => ({ entity, reference }));
  const changed = changedReports({ reports }, await standings.of(keys));
  if (changed.length > 0) throw new DomainError('evidence-changed', caseId, { reports: changed });
}

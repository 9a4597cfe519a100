import type { Assessment } from '../cases/assessment.ts';
import { eachOnce, supportingReports } from '../cases/supporting-reports.ts';
import { DomainError } from '../errors.ts';
import type { ReportKey } from '../identifiers.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { type Evidence, gatherEvidence, type Reports, transactionName } from './evidence.ts';

/**
 * What an assessment rests on, in full, and which reports each match rests on, by its id.
 *
 * @throws DomainError assessment-changed when a transaction it rests on is no longer on file: a
 *   correction or withdrawal is on its way through the machine.
 */
export async function readEvidence(
  { reports, ledgers }: { reports: Reports; ledgers: Pick<Ledgers, 'getMany'> },
  assessment: Assessment,
): Promise<{ evidence: Evidence; supporting: Map<string, ReportKey[]> }> {
  const refs = assessment.matches.flatMap((match) => match.evidence);
  const supporting = await supportingReports(ledgers, assessment);
  const evidence = gatherEvidence(
    await reports.read(eachOnce([...supporting.values()].flat())),
    refs,
  );
  if (evidence.transactions.length < new Set(refs.map(transactionName)).size) {
    throw new DomainError('assessment-changed', assessment.caseId);
  }
  return { evidence, supporting };
}

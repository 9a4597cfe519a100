import type { Assessment } from '../cases/assessment.ts';
import { DomainError } from '../errors.ts';
import type { ReportKey } from '../identifiers.ts';
import { contributionName, type Ledger } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import { type Evidence, gatherEvidence, type Reports, transactionName } from './evidence.ts';

/** An indicator without transactions still has to say who it is about: so many reports are read. */
const reportsWithoutEvidence = 10;

/**
 * What an assessment rests on, in full.
 *
 * @throws DomainError assessment-changed when a transaction it rests on is no longer on file: a
 *   correction or withdrawal is on its way through the machine.
 */
export async function readEvidence(
  { reports, ledgers }: { reports: Reports; ledgers: Ledgers },
  { caseId, matches }: Assessment,
): Promise<Evidence> {
  const refs = matches.flatMap(({ evidence }) => evidence);
  const bare = matches.filter(({ evidence }) => evidence.length === 0);
  const ledgersOfBare = await ledgers.getMany([...new Set(bare.map(({ subject }) => subject))]);
  const named = [...ledgersOfBare.values()].map(newestReports);
  const keys = new Map<string, ReportKey>();
  for (const { entity, reference } of [...refs, ...named.flat()]) {
    keys.set(contributionName({ entity, reference }), { entity, reference });
  }
  const evidence = gatherEvidence(await reports.read([...keys.values()]), refs);
  if (evidence.transactions.length < new Set(refs.map(transactionName)).size) {
    throw new DomainError('assessment-changed', caseId);
  }
  return evidence;
}

/** The newest reports that describe the subject of a ledger. */
const newestReports = ({ contributions }: Ledger): ReportKey[] =>
  [...contributions.values()]
    .filter(({ party }) => party !== undefined)
    .sort((a, b) => (a.revision < b.revision ? 1 : -1))
    .slice(0, reportsWithoutEvidence)
    .map(({ report }) => report);

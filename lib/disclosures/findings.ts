import type { Assessment } from '../cases/assessment.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Match } from '../indicators/match.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { compareText } from '../ledger/compare-instants.ts';
import type { Cast } from './cast.ts';
import { transactionName } from './evidence.ts';
import type { PackageIndicator } from './package.ts';

/** An indicator that held for a subject, once or in several periods. */
export type Finding = {
  subject: LedgerKey;
  indicator: Indicator;
  /** The match with the most transactions, the later one on a tie. */
  fullest: Match;
  others: readonly Match[];
  basis: PackageIndicator['basis'];
};

/**
 * One finding for each indicator and subject, without those who are only counted. A reader asks what
 * held for whom, and is drowned by each window in which it did.
 *
 * @throws RangeError when the rulebook lacks the indicator of a match: the assessment is stale.
 */
export function findingsOf(
  { matches }: Assessment,
  { indicators }: Rulebook,
  cast: Cast,
): Finding[] {
  const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));
  const named = matches.filter(({ subject }) => !cast.payers.has(subject));
  const groups = Map.groupBy(named, ({ indicator, subject }) => `${indicator} ${subject}`);
  return [...groups.values()].map((group) => {
    const [fullest, ...others] = group.toSorted(fullestFirst);
    const indicator = fullest && byId.get(fullest.indicator);
    if (!indicator) throw new RangeError('a match of an indicator that is not in the rulebook');
    return {
      subject: fullest.subject,
      indicator,
      fullest,
      others,
      basis: basisOf(indicator, fullest),
    };
  });
}

const fullestFirst = (a: Match, b: Match): number =>
  transactionNames(b).size - transactionNames(a).size ||
  compareText(b.until, a.until) ||
  compareText(a.matchId, b.matchId);

export const transactionNames = ({ evidence }: Match): Set<string> =>
  new Set(evidence.map(transactionName));

function basisOf({ measures }: Indicator, { evidence }: Match): Finding['basis'] {
  if (evidence.length === 0) return 'records';
  const usesRecords = Object.values(measures).some(
    (measure) => 'records' in measure || 'distinctRecords' in measure || 'profile' in measure,
  );
  return usesRecords ? 'transactions-and-records' : 'transactions';
}

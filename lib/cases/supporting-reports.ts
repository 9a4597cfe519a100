import type { LedgerKey, ReportKey } from '../identifiers.ts';
import type { Match } from '../indicators/match.ts';
import { compareInstants, compareText } from '../ledger/compare-instants.ts';
import type { Entry } from '../ledger/entry.ts';
import { contributionName, type Ledger } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { Assessment } from './assessment.ts';

/** An indicator without transactions still has to say who it is about: so many reports are read. */
const reportsWithoutEvidence = 10;

/** The reports that each match of an assessment rests on, by the id of the match, each once. */
export async function supportingReports(
  ledgers: Pick<Ledgers, 'getMany'>,
  { matches }: Pick<Assessment, 'matches'>,
): Promise<Map<string, ReportKey[]>> {
  const bare = matches.filter(({ evidence }) => evidence.length === 0);
  const subjects = [...new Set(bare.map(({ subject }) => subject))];
  const held = subjects.length > 0 ? await ledgers.getMany(subjects) : new Map();
  return new Map(matches.map((match) => [match.matchId, reportsOf(match, held)]));
}

/** Each of several reports once, by entity and reference. */
export const eachOnce = (reports: Iterable<ReportKey>): ReportKey[] => [
  ...new Map(
    [...reports].map(({ entity, reference }) => [
      contributionName({ entity, reference }),
      { entity, reference },
    ]),
  ).values(),
];

function reportsOf(
  { subject, evidence }: Match,
  held: ReadonlyMap<LedgerKey, Ledger>,
): ReportKey[] {
  if (evidence.length > 0) return eachOnce(evidence);
  const ledger = held.get(subject);
  return ledger ? newestReports(ledger) : [];
}

/**
 * The newest reports that describe the subject of a ledger: by what happened last in them, which is the
 * same in whatever order they were sent.
 */
const newestReports = ({ contributions }: Ledger): ReportKey[] =>
  [...contributions]
    .filter(([, { party }]) => party !== undefined)
    .map(([name, { report, entries }]) => ({ name, report, last: lastOf(entries) }))
    .sort((a, b) => compareInstants(b.last, a.last) || compareText(a.name, b.name))
    .slice(0, reportsWithoutEvidence)
    .map(({ report }) => report);

/** Before any other moment where nothing happened. */
const lastOf = (entries: readonly Entry[]): string =>
  entries.map(({ at }) => at).reduce((a, b) => (compareInstants(a, b) < 0 ? b : a), noEntry);

const noEntry = '0001-01-01T00:00:00Z';

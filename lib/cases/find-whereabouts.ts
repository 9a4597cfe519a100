import type { LedgerKey } from '../identifiers.ts';
import { isInGroup } from '../indicators/is-in-group.ts';
import type { Match } from '../indicators/match.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { compareText } from '../ledger/compare-instants.ts';
import type { Contribution } from '../ledger/contribution.ts';
import { contributionName, type Ledger } from '../ledger/ledger.ts';
import { supportingReports } from './supporting-reports.ts';
import { mostPlaces, type Whereabouts } from './whereabouts.ts';

type Placed = { telling: boolean; province: string; city?: string | undefined };

/**
 * The whereabouts of matches: their transactions, one fact each, with the addresses that the reports they
 * rest on give of the subjects.
 *
 * @param ledgers of every subject.
 */
export async function whereaboutsOf(
  matches: readonly Match[],
  ledgers: ReadonlyMap<LedgerKey, Ledger>,
  { lists }: Pick<Rulebook, 'lists'>,
): Promise<Whereabouts> {
  const supporting = await supportingReports(
    { getMany: async () => new Map(ledgers) },
    { matches: [...matches] },
  );
  const reports = new Set([...supporting.values()].flat().map(contributionName));
  const told = [...ledgers.values()]
    .flatMap(({ contributions }) => [...contributions])
    .flatMap(([name, contribution]) => (reports.has(name) ? [contribution] : []));
  const { LODGING = [] } = lists.merchantGroups;
  const placed = [...transactionsAt(matches, told, LODGING), ...told.flatMap(flaggedIn)];
  const telling = placed.filter((one) => one.telling);
  const homes = told.flatMap(({ party }) => party?.province ?? []);
  return {
    facts: counted(telling.length > 0 ? telling : placed),
    homes: [...new Set(homes)].sort(),
  };
}

/** Each transaction that a match rests on and that has a place, whoever's ledgers it stands in. */
function transactionsAt(
  matches: readonly Match[],
  told: readonly Contribution[],
  lodging: readonly string[],
): Placed[] {
  const wanted = new Map<string, Set<string>>();
  for (const { evidence } of matches) {
    for (const { transaction, ...report } of evidence) {
      const name = contributionName(report);
      wanted.set(name, (wanted.get(name) ?? new Set()).add(transaction));
    }
  }
  const found = new Map<string, Map<string, Placed>>();
  for (const { report, entries } of told) {
    const name = contributionName(report);
    const placed = found.get(name) ?? new Map<string, Placed>();
    found.set(name, placed);
    for (const { transaction, province, city, kind, mcc } of entries) {
      if (!province || !wanted.get(name)?.has(transaction)) continue;
      const telling = kind === 'cash' || (mcc !== undefined && isInGroup(lodging, mcc));
      if (telling || !placed.has(transaction)) placed.set(transaction, { telling, province, city });
    }
  }
  return [...found.values()].flatMap((placed) => [...placed.values()]);
}

const flaggedIn = ({ profile }: Contribution): Placed[] =>
  (profile?.flaggedPlaces ?? []).map((place) => ({ telling: true, ...place }));

/** Each place with its facts: most first, then by name. */
function counted(placed: readonly Placed[]): Whereabouts['facts'] {
  const nameOf = ({ province, city = '' }: Omit<Placed, 'telling'>) => `${province} ${city}`;
  return [...Map.groupBy(placed, nameOf).values()]
    .flatMap(([first, ...others]) => {
      if (!first) return [];
      const { province, city } = first;
      return [{ province, ...(city !== undefined && { city }), count: 1 + others.length }];
    })
    .sort((a, b) => b.count - a.count || compareText(nameOf(a), nameOf(b)))
    .slice(0, mostPlaces);
}

import type { Contribution, PartyDetails } from '../ledger/contribution.ts';
import { contributionName, type Ledger } from '../ledger/ledger.ts';
import { instant } from '../time.ts';

type Field = Exclude<keyof PartyDetails, 'kind' | 'roleHint'>;

/** What all reports together say of a subject. */
export type PartyFacts = Partial<Pick<PartyDetails, Field>> & {
  kind: PartyDetails['kind'];
  /** Each hint a reporter gave, sorted. */
  roleHints: PartyDetails['roleHint'][];
};

/** Of several reports that say different things the one accepted last is believed. */
export function partyFacts(ledger: Ledger): PartyFacts {
  const told = [...ledger.contributions.values()]
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .flatMap(({ party }) => (party ? [party] : []));
  const roleHints = [...new Set(told.map(({ roleHint }) => roleHint))].sort();
  const { roleHint: _, ...details } = Object.assign({ kind: 'person' as const }, ...told);
  return { ...details, roleHints };
}

const orderOf = ({ revision, report }: Contribution): string =>
  `${revision} ${contributionName(report)}`;

/** "Alex EXAMPLE", the name of an organization, or an alias; for people who may see names. */
export const displayName = ({ given, surname, name, alias }: PartyFacts): string | undefined =>
  [given, surname].filter(Boolean).join(' ') || name || alias;

/** Whether a person is younger than 18 at a local time; somebody without a birth date is not known to be. */
export function isMinor({ kind, birthDate }: PartyFacts, asOf: string): boolean {
  if (kind !== 'person' || birthDate === undefined) return false;
  const [year = 0, ...monthAndDay] = birthDate.split('-').map(Number);
  const [month = 1, day = 1] = monthAndDay;
  return Date.UTC(year + 18, month - 1, day) > instant(`${asOf.slice(0, 10)}T00:00:00Z`);
}

/** Staff observations about the subjects together, by code. */
export function observationsIn(ledgers: readonly Ledger[]): Map<string, number> {
  const counts = new Map<string, number>();
  const records = ledgers
    .flatMap(({ contributions }) => [...contributions.values()])
    .flatMap(({ records: parts }) => parts?.staffObservations ?? []);
  for (const { code } of records) if (code) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

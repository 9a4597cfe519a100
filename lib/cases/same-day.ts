import type { LedgerKey } from '../identifiers.ts';
import type { Match } from '../indicators/match.ts';
import { type Entry, entryName, referredName } from '../ledger/entry.ts';
import { entriesInOrder, type Ledger } from '../ledger/ledger.ts';
import type { SameDay, TypologyScore } from './assessment.ts';
import { isMinor, type PartyFacts } from './party-facts.ts';
import { isStronger } from './score-case.ts';

/**
 * What tells of danger to somebody: staff observations, and indicators that speak of harm, luring or
 * extortion. Everything the engine has of the kind.
 *
 * @see indicator notes 9, step 5: a person looks the same day
 */
export const dangerSigns = {
  observations: ['OBS-HARM', 'OBS-INTIMIDATION'],
  indicators: ['HT-CSE-025', 'HT-CSE-026', 'HT-SEX-084'],
} as const;

type Urgency = {
  subjects: readonly LedgerKey[];
  ledgers: ReadonlyMap<LedgerKey, Ledger>;
  matches: readonly Match[];
  partyOf(subject: LedgerKey): PartyFacts;
  observations: ReadonlyMap<string, number>;
  typologies: readonly TypologyScore[];
  asOf: string;
};

/**
 * Why somebody must look at linked subjects the same day: a person under 18 at the time, children
 * exploited online, or signs of danger. Nothing where no indicator holds for anybody.
 *
 * @returns by reason, then by subject or sign; undefined where nothing says so.
 */
export function sameDayOf(urgency: Urgency): SameDay[] | undefined {
  if (urgency.matches.length === 0) return undefined;
  const found = [...minorsIn(urgency), ...childrenOnline(urgency), ...dangers(urgency)];
  return found.length > 0 ? found : undefined;
}

function minorsIn({ subjects, ledgers, matches, partyOf, asOf }: Urgency): SameDay[] {
  const evidence = subjects.map((subject) => ({
    subject,
    entries: evidenceOf(ledgers.get(subject), matches, subject),
  }));
  const own = evidence
    .filter(({ subject, entries }) =>
      [asOf, ...entries.map(({ at }) => at)].some((at) => isMinor(partyOf(subject), at)),
    )
    .map(({ subject }): SameDay => ({ reason: 'minor', subject }));
  const beside = evidence.some(({ entries }) =>
    entries.some(({ counterparty }) => counterparty?.age !== undefined && counterparty.age < 18),
  );
  // Of the other side of a payment only that there is somebody under age is told.
  return own.length === 0 && beside ? [{ reason: 'minor' }] : own;
}

function evidenceOf(
  ledger: Ledger | undefined,
  matches: readonly Match[],
  subject: LedgerKey,
): Entry[] {
  const named = new Set(
    matches
      .filter((match) => match.subject === subject)
      .flatMap((m) => m.evidence.map(referredName)),
  );
  if (!ledger || named.size === 0) return [];
  return entriesInOrder(ledger).filter((entry) => named.has(entryName(entry)));
}

const childrenOnline = ({ typologies }: Urgency): SameDay[] =>
  typologies.some(
    ({ typology, outcome }) =>
      typology === 'online-child-exploitation' && isStronger(outcome, 'watch'),
  )
    ? [{ reason: 'online-child-exploitation' }]
    : [];

function dangers({ observations, matches }: Urgency): SameDay[] {
  const matched = new Set(matches.map(({ indicator }) => indicator));
  const signs = [
    ...dangerSigns.indicators.filter((id) => matched.has(id)),
    ...dangerSigns.observations.filter((code) => (observations.get(code) ?? 0) > 0),
  ];
  return signs.map((sign) => ({ reason: 'danger', sign }));
}

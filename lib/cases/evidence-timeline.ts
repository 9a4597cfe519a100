import type { LedgerKey } from '../identifiers.ts';
import type { Match } from '../indicators/match.ts';
import {
  type Counterparty,
  compareEntries,
  type Entry,
  type EntryRef,
  entryRef,
} from '../ledger/entry.ts';
import { entriesInOrder, type Ledger } from '../ledger/ledger.ts';
import type { EvidenceEntry } from './api.ts';
import { type EvidenceName, evidenceName } from './standing-decisions.ts';

/** All entries that findings rest on, and the way from a finding to its entries. */
export type Timeline = {
  entries: EvidenceEntry[];
  /** The ids of what is still there: a report may have been withdrawn since. */
  idsOf(subject: LedgerKey, evidence: readonly EntryRef[]): string[];
};

type Evidenced = {
  subjects: readonly { subject: LedgerKey }[];
  matches: readonly Pick<Match, 'subject' | 'matchId' | 'evidence'>[];
  explanations: readonly { subject: LedgerKey; evidence: readonly EntryRef[] }[];
  /** What people set aside: it is told, marked, and supports nothing. */
  excluded?: readonly EvidenceName[] | undefined;
};

/**
 * The evidence of an assessment in the order of time, each entry of each subject once.
 *
 * @param labelOf a name for a counterparty that is a subject of the case.
 */
export function evidenceTimeline(
  { subjects, matches, explanations, excluded = [] }: Evidenced,
  ledgers: ReadonlyMap<LedgerKey, Ledger>,
  labelOf: (subject: LedgerKey) => string | undefined,
): Timeline {
  const among = new Set(subjects.map(({ subject }) => subject));
  const byMatch = Map.groupBy(
    matches.flatMap(({ subject, matchId, evidence }) =>
      evidence.map((ref) => ({ name: nameOf(subject, ref), matchId })),
    ),
    ({ name }) => name,
  );
  const wanted = new Set([
    ...byMatch.keys(),
    ...explanations.flatMap(({ subject, evidence }) => evidence.map((ref) => nameOf(subject, ref))),
  ]);
  const setAside = new Set(excluded.map(evidenceName));
  const isExcluded = (entry: Entry) => setAside.has(evidenceName(entryRef(entry)));
  const found = [...among]
    .flatMap((subject) => {
      const ledger = ledgers.get(subject);
      return ledger ? entriesInOrder(ledger).map((entry) => ({ subject, entry })) : [];
    })
    .map(({ subject, entry }) => ({ subject, entry, name: nameOf(subject, entryRef(entry)) }))
    .filter(({ name, entry }) => wanted.has(name) || isExcluded(entry))
    .sort((a, b) => compareEntries(a.entry, b.entry) || (a.name < b.name ? -1 : 1));
  const ids = new Map(found.map(({ name }, index) => [name, `e${index + 1}`]));
  return {
    entries: found.map(({ subject, entry, name }) => ({
      id: ids.get(name) ?? '',
      subject,
      ...shown(entry, among, labelOf),
      matches: [...new Set((byMatch.get(name) ?? []).map(({ matchId }) => matchId))].sort(),
      ...(isExcluded(entry) && { excluded: true as const }),
    })),
    idsOf: (subject, evidence) => evidence.flatMap((ref) => ids.get(nameOf(subject, ref)) ?? []),
  };
}

const nameOf = (subject: LedgerKey, { entity, reference, transaction, leg }: EntryRef): string =>
  JSON.stringify([subject, entity, reference, transaction, leg]);

function shown(
  entry: Entry,
  among: ReadonlySet<LedgerKey>,
  labelOf: (subject: LedgerKey) => string | undefined,
): Omit<EvidenceEntry, 'id' | 'subject' | 'matches' | 'excluded'> {
  const { at, role, direction, kind, channel, amount, counterparty, ...rest } = entry;
  const optional = {
    cadMinor: rest.cadMinor,
    accountType: rest.accountType,
    conductor: rest.conductor,
    memo: rest.memo,
    recipientAsTyped: rest.recipientAsTyped,
    senderAlias: rest.senderAlias,
    purpose: rest.purpose,
    mcc: rest.mcc,
    merchant: rest.merchant,
    city: rest.city,
    province: rest.province,
    country: rest.country,
    terminal: rest.terminal,
    attempted: rest.attempted,
  };
  const present = Object.entries(optional).filter(([, value]) => value !== undefined);
  return {
    source: entryRef(entry),
    at,
    role,
    direction,
    kind,
    channel,
    amount,
    ...Object.fromEntries(present),
    ...(counterparty && { counterparty: otherSide(counterparty, among, labelOf) }),
  };
}

function otherSide(
  { key, keys, kind, name, institution, country, tie }: Counterparty,
  among: ReadonlySet<LedgerKey>,
  labelOf: (subject: LedgerKey) => string | undefined,
): NonNullable<EvidenceEntry['counterparty']> {
  const subject = [key, ...keys].find((one) => among.has(one));
  const label = name ?? (subject && labelOf(subject)) ?? shortForm(key);
  return {
    kind,
    ...(institution && { institution }),
    ...(country && { country }),
    ...(tie && { tie }),
    label,
    ...(subject && { subject }),
  };
}

/** "email 3f9a01": enough to tell two unnamed counterparties apart. */
const shortForm = (key: LedgerKey): string =>
  `${key.slice(0, key.indexOf(':'))} ${key.slice(key.indexOf(':') + 1).slice(0, 6)}`;

import { digest, type LedgerKey, ledgerKey } from '../../lib/identifiers.ts';
import type { Indicator } from '../../lib/indicators/indicator.ts';
import type { Evaluation, Match } from '../../lib/indicators/match.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import type { Contribution, Member, PartyDetails } from '../../lib/ledger/contribution.ts';
import { employments } from '../../lib/ledger/employers.ts';
import { type Entry, entryRef } from '../../lib/ledger/entry.ts';
import {
  contributionName,
  emptyLedger,
  entriesInOrder,
  type Ledger,
  mergeContributions,
} from '../../lib/ledger/ledger.ts';
import { userDetails } from '../../lib/ledger/user-details.ts';
import { memoryLedgers as ledgersInMemory } from './memory-ledgers.ts';

/*
 * A small world of subjects for tests of linking and assembling: reports in short form, ledgers in
 * memory, and evaluations that a report simply states.
 */

export const subject = (name: string): LedgerKey => ledgerKey('party', name);

export type Payment = {
  to?: string;
  from?: string;
  at: string;
  cad: number;
  keys?: LedgerKey[];
  /** Wages, by an organization of that name, or by a person who is a subject. */
  wages?: 'organization' | 'person';
  /** Whom wages name when they are not the subject's own. */
  naming?: string;
};

/** One report about one subject. Each of the indicators it states is a match. */
export type ShortReport = {
  about: string;
  reference?: string;
  revision?: number;
  uses?: LedgerKey[];
  payments?: Payment[];
  indicators?: string[];
  explanations?: string[];
  observations?: string[];
  party?: Partial<PartyDetails>;
};

const day = 86_400_000;
/** The local time so many days after the first of March 2026, at noon. */
export const onDay = (days: number): string =>
  `${new Date(Date.parse('2026-03-01T17:00:00Z') + days * day).toISOString().slice(0, 10)}T12:00:00-05:00`;

/** What a report contributes: to the ledger of its subject, and to those of the keys it uses. */
export function contributionsOf(report: ShortReport): Map<LedgerKey, Contribution> {
  const { about, uses = [], payments = [], revision = 1 } = report;
  const key = subject(about);
  const name = {
    report: { entity: '1234567', reference: report.reference ?? `about-${about}` },
    revision: String(revision).padStart(6, '0'),
  };
  const stated = [...(report.indicators ?? []), ...(report.explanations ?? [])];
  const entries = payments.map((payment, index) => entryOf(payment, index, name.report));
  const party: PartyDetails = {
    kind: 'person',
    roleHint: 'unknown',
    given: about,
    surname: 'Example',
    ...report.party,
  };
  const own: Contribution = {
    ...name,
    entries: entries.length > 0 ? entries : [placeholder(name.report)],
    party,
    keys: [...uses].sort(),
    records: {
      facts: stated.map((code) => ({ at: onDay(0), code })),
      staffObservations: (report.observations ?? []).map((code) => ({ at: onDay(0), code })),
    },
  };
  const details = userDetails(party, entries);
  const member: Member = { subject: key, since: onDay(0), as: 'contact', ...details };
  return new Map([
    [key, own],
    ...uses.map((used): [LedgerKey, Contribution] => [
      used,
      { ...name, entries: [], members: [member] },
    ]),
    ...[...Map.groupBy(employments(key, party, entries), (use) => use.key)].map(
      ([employer, all]): [LedgerKey, Contribution] => [
        employer,
        {
          ...name,
          entries: [],
          members: all.map(({ as, at = onDay(0) }) => ({ subject: key, since: at, as })),
        },
      ],
    ),
  ]);
}

function entryOf(
  { to, from, at, cad, keys, wages, naming }: Payment,
  index: number,
  { entity, reference }: { entity: string; reference: string },
): Entry {
  const other = subject(to ?? from ?? 'nobody');
  const minor = cad * 100;
  return {
    entity,
    report: reference,
    transaction: `t${index + 1}`,
    leg: 0,
    at,
    role: 'holder',
    direction: to === undefined ? 'in' : 'out',
    kind: wages ? 'payroll' : 'emt',
    channel: 'online',
    amount: { currency: 'CAD', minor },
    cadMinor: minor,
    counterparty:
      wages === 'organization'
        ? organization(from ?? 'nobody')
        : { key: keys?.[0] ?? other, keys: keys ?? [other], kind: 'person' },
    ...(naming && { namedBeneficiary: subject(naming) }),
  };
}

function organization(name: string): NonNullable<Entry['counterparty']> {
  const key = ledgerKey('name', name);
  return { key, keys: [key], kind: 'entity', name };
}

const placeholder = ({ entity, reference }: { entity: string; reference: string }): Entry => ({
  entity,
  report: reference,
  transaction: 't0',
  leg: 0,
  at: onDay(0),
  role: 'holder',
  direction: 'out',
  kind: 'card_purchase',
  channel: 'other',
  amount: { currency: 'CAD', minor: 100 },
  cadMinor: 100,
});

/** Payments as both ends report them: `times` of them, `everyDays` apart. */
export function payments(
  from: string,
  to: string,
  { times, everyDays = 5, cad = 100 }: { times: number; everyDays?: number; cad?: number },
): { out: Payment[]; in: Payment[] } {
  const dates = Array.from({ length: times }, (_, index) => onDay(index * everyDays));
  return {
    out: dates.map((at) => ({ to, at, cad })),
    in: dates.map((at) => ({ from, at, cad })),
  };
}

/** Ledgers in memory, and reports that are filed into them, link keys too. */
export function memoryLedgers() {
  const { held, ledgers } = ledgersInMemory();
  const newest = new Map<string, { revision: string; keys: LedgerKey[] }>();
  const merge = (key: LedgerKey, contribution: Contribution) => {
    const ledger = held.get(key) ?? emptyLedger(key);
    const contributions = mergeContributions(ledger.contributions, [contribution]);
    if (contributions === ledger.contributions) return;
    held.set(key, { key, version: ledger.version + 1, contributions });
  };

  /** Takes a report in as ingestion does: an older revision changes nothing. Returns what it touched. */
  function fileOne(report: ShortReport): LedgerKey[] {
    const contributions = contributionsOf(report);
    const [sample] = contributions.values();
    if (!sample) return [];
    const name = contributionName(sample.report);
    const before = newest.get(name);
    if (before && before.revision >= sample.revision) return [];
    newest.set(name, { revision: sample.revision, keys: [...contributions.keys()] });
    const left = (before?.keys ?? []).filter((key) => !contributions.has(key));
    const withdrawn = { report: sample.report, revision: sample.revision, entries: [] };
    for (const key of left) merge(key, withdrawn);
    for (const [key, contribution] of contributions) merge(key, contribution);
    return [...contributions.keys(), ...left];
  }
  const file = (...reports: ShortReport[]) => reports.flatMap(fileOne);

  /** Takes back what such a report has contributed, everywhere. */
  function withdraw(report: Pick<ShortReport, 'about' | 'reference'> & { revision: number }) {
    const [sample] = contributionsOf(report).values();
    if (!sample) return;
    const { report: name, revision } = sample;
    const keys = newest.get(contributionName(name))?.keys ?? [];
    newest.set(contributionName(name), { revision, keys: [] });
    for (const key of keys) merge(key, { report: name, revision, entries: [] });
  }
  return { held, ledgers, file, withdraw };
}

/** What the reports of a ledger state. */
export function evaluationOf(ledger: Ledger, rulebook: Rulebook): Evaluation {
  const codes = [...ledger.contributions.values()]
    .flatMap(({ records }) => records?.facts ?? [])
    .flatMap(({ code }) => code ?? []);
  const evidence = entriesInOrder(ledger).slice(0, 1).map(entryRef);
  const distinct = [...new Set(codes)].sort();
  return {
    subject: ledger.key,
    ledgerVersion: ledger.version,
    rulebook: rulebook.number,
    matches: rulebook.indicators
      .filter(({ id }) => distinct.includes(id))
      .map((indicator) => ({ ...matchOf(indicator, { of: ledger.key }), evidence })),
    notEvaluable: [],
    explanations: rulebook.suppressors
      .filter(({ id }) => distinct.includes(id))
      .map(({ id }) => ({ suppressor: id, sentence: { en: id, fr: id }, evidence })),
  };
}

export function matchOf(
  { id, version, family, strength, typologies }: Indicator,
  { of, until = onDay(0) }: { of: LedgerKey; until?: string },
): Match {
  return {
    matchId: `match-${digest(`${of} ${id}`).slice(0, 16)}`,
    subject: of,
    indicator: id,
    version,
    family,
    strength,
    typologies,
    from: onDay(0),
    until,
    values: {},
    sentence: { en: `${id} holds`, fr: `${id} est vrai` },
    evidence: [],
  };
}

import type { LedgerKey } from '../identifiers.ts';
import { compareText } from '../ledger/compare-instants.ts';
import type { Entry } from '../ledger/entry.ts';
import { entriesInOrder, type Ledger } from '../ledger/ledger.ts';
import type { Money } from '../money.ts';
import { type Assessment, caseIdOf } from './assessment.ts';
import type { Case } from './case.ts';
import { withoutExcluded } from './heeded-decisions.ts';
import { isKind } from './link-limits.ts';
import { linkWords } from './link-words.ts';
import type { NetworkEdge, NetworkNode } from './network-api.ts';
import { displayName, isMinor, partyFacts } from './party-facts.ts';

export type Network = { nodes: NetworkNode[]; edges: NetworkEdge[] };

/**
 * Who and what hangs together in a case: its subjects, the accounts their evidence speaks of, what
 * several of them use, and everybody else as a number. What people set aside counts for nothing.
 *
 * @returns nodes by id; edges by their ends, then by reason.
 */
export function caseNetwork(
  assessment: Assessment,
  ledgers: ReadonlyMap<LedgerKey, Ledger>,
  theCase: Pick<Case, 'standing'>,
): Network {
  const held = assessment.subjects.map(({ subject }) => {
    const ledger = ledgers.get(subject);
    return { subject, ledger: ledger && withoutExcluded(ledger, assessment.excluded ?? []) };
  });
  const known = held.flatMap(({ subject, ledger }) => (ledger ? [{ subject, ledger }] : []));
  const shared = sharedKeys(known, assessment);
  const payments = paymentEdges(known, shared);
  const nodes = [
    ...assessment.subjects.map((one) => subjectNode(one, ledgers.get(one.subject), assessment)),
    ...[...shared.keys()].map(keyNode),
    ...payments.others,
  ];
  const edges = [
    ...[...shared].flatMap(([key, users]) => users.map((subject) => usesEdge(subject, key))),
    ...assessment.links.map((link) => ({
      from: link.a,
      to: link.b,
      reason: link.reason,
      text: linkWords(link),
    })),
    ...payments.edges,
    ...mergedByHand(assessment, theCase),
  ];
  return {
    nodes: nodes.sort((a, b) => compareText(a.id, b.id)),
    edges: edges.sort((a, b) => compareText(nameOf(a), nameOf(b))),
  };
}

const nameOf = ({ from, to, reason }: NetworkEdge): string => JSON.stringify([from, to, reason]);

type Held = { subject: LedgerKey; ledger: Ledger };

function subjectNode(
  { subject, role, setBy }: Assessment['subjects'][number],
  ledger: Ledger | undefined,
  { asOf, sameDay = [] }: Assessment,
): NetworkNode {
  const party = ledger && partyFacts(ledger);
  const minor =
    sameDay.some((one) => one.reason === 'minor' && one.subject === subject) ||
    (party !== undefined && isMinor(party, asOf));
  return {
    id: subject,
    kind: 'subject',
    subject,
    label: (party && displayName(party)) ?? shortForm(subject),
    role,
    ...(setBy && { setBy }),
    minor,
    possibleVictim: minor || role === 'exploited-like',
  };
}

const keyNode = (key: LedgerKey): NetworkNode => ({
  id: key,
  kind: isKind(key, ['account']) ? 'account' : 'contact',
  key,
  label: shortForm(key),
});

const usesEdge = (subject: LedgerKey, key: LedgerKey): NetworkEdge => ({
  from: subject,
  to: key,
  reason: 'uses',
});

/** "phone 3f9a01": the identifier itself is hashed. */
const shortForm = (key: LedgerKey): string =>
  `${key.slice(0, key.indexOf(':'))} ${key.slice(key.indexOf(':') + 1).slice(0, 6)}`;

/** What at least two subjects use, and the accounts that evidence speaks of, each with its users. */
function sharedKeys(
  held: readonly Held[],
  { matches }: Assessment,
): Map<LedgerKey, readonly LedgerKey[]> {
  const evidence = new Set(matches.flatMap((match) => match.evidence.map(transactionOf)));
  const uses = held.flatMap(({ subject, ledger }) => {
    const details = [...ledger.contributions.values()].flatMap(({ keys = [] }) => keys);
    const accounts = entriesInOrder(ledger)
      .filter((entry) => evidence.has(transactionOf({ ...entry, reference: entry.report })))
      .flatMap(({ account }) => account ?? []);
    const spokenOf = new Set(accounts);
    return [...new Set([...details, ...accounts])].map((key) => ({
      key,
      subject,
      spokenOf: spokenOf.has(key),
    }));
  });
  const byKey = [...Map.groupBy(uses, ({ key }) => key)].filter(
    ([, users]) => users.length > 1 || users.some(({ spokenOf }) => spokenOf),
  );
  return new Map(
    byKey
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, users]) => [key, users.map(({ subject }) => subject).sort()]),
  );
}

const transactionOf = (ref: { entity: string; reference: string; transaction: string }): string =>
  JSON.stringify([ref.entity, ref.reference, ref.transaction]);

/**
 * Money between subjects, each payment once though both ends may have reported it: as whoever paid
 * tells it, or else as whoever was paid. Money from and to anybody else is summed for each subject.
 */
function paymentEdges(
  held: readonly Held[],
  shared: ReadonlyMap<LedgerKey, readonly LedgerKey[]>,
): { edges: NetworkEdge[]; others: NetworkNode[] } {
  const subjectOf = subjectsByKey(held);
  const told = held.flatMap(({ subject, ledger }) =>
    entriesInOrder(ledger)
      .filter(
        ({ attempted, role, counterparty }) => !attempted && role === 'holder' && counterparty,
      )
      .map((entry) => ({ subject, entry, other: otherEnd(subject, entry, subjectOf, shared) })),
  );
  const flows = Map.groupBy(told, ({ subject, entry, other }) =>
    JSON.stringify(entry.direction === 'out' ? [subject, other] : [other, subject]),
  );
  const edges = [...flows].map(([ends, payments]): NetworkEdge => {
    const [from, to] = JSON.parse(ends) as [string, string];
    const byPayer = payments.filter(({ entry }) => entry.direction === 'out');
    const counted = byPayer.length > 0 ? byPayer : payments;
    const entries = counted.map(({ entry }) => entry);
    return { from, to, reason: 'payments', count: entries.length, sums: sumsOf(entries) };
  });
  const others = [...Map.groupBy(told, ({ other }) => other)]
    .filter(([other]) => other.startsWith('others:'))
    .map(([id, payments]): NetworkNode => {
      const keys = new Set(payments.flatMap(({ entry }) => entry.counterparty?.key ?? []));
      return { id, kind: 'others', count: keys.size };
    });
  return { edges, others };
}

/** Of what several use nobody can tell who was meant. */
function subjectsByKey(held: readonly Held[]): Map<LedgerKey, LedgerKey> {
  const users = Map.groupBy(
    held.flatMap(({ subject, ledger }) =>
      [
        ...new Set([
          subject,
          ...[...ledger.contributions.values()].flatMap(({ keys = [] }) => keys),
        ]),
      ].map((key) => ({ key, subject })),
    ),
    ({ key }) => key,
  );
  return new Map(
    [...users].flatMap(([key, [first, ...rest]]) =>
      first && rest.length === 0 ? [[key, first.subject] as const] : [],
    ),
  );
}

function otherEnd(
  subject: LedgerKey,
  { counterparty }: Entry,
  subjectOf: ReadonlyMap<LedgerKey, LedgerKey>,
  shared: ReadonlyMap<LedgerKey, readonly LedgerKey[]>,
): string {
  const keys = counterparty ? [counterparty.key, ...counterparty.keys] : [];
  const named = keys.flatMap((key) => subjectOf.get(key) ?? []).find((one) => one !== subject);
  return named ?? keys.find((key) => shared.has(key)) ?? `others:${subject}`;
}

function sumsOf(entries: readonly Entry[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { amount } of entries) {
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + BigInt(amount.minor));
  }
  return [...sums]
    .sort(([a], [b]) => compareText(a, b))
    .map(([currency, sum]) => ({ currency, minor: exact(sum) }));
}

/** @throws RangeError for a sum that no number holds exactly. */
function exact(sum: bigint): number {
  const number = Number(sum);
  if (!Number.isSafeInteger(number)) throw new RangeError('a sum beyond exact numbers');
  return number;
}

/** Between the subjects that two cases are named after. */
function mergedByHand(
  { subjects }: Assessment,
  { standing }: Pick<Case, 'standing'>,
): NetworkEdge[] {
  const named = new Map(subjects.map(({ subject }) => [caseIdOf([subject]), subject]));
  return (standing?.merges ?? []).flatMap(({ into, from }) => {
    const [one, other] = [named.get(into), named.get(from)];
    return one && other ? [{ from: one, to: other, reason: 'merged-by-hand' as const }] : [];
  });
}

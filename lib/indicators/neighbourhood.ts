import type { LedgerKey } from '../identifiers.ts';
import type { Member } from '../ledger/contribution.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { instant } from '../time.ts';
import type { Indicator } from './indicator.ts';
import type { Evaluation, Match } from './match.ts';
import type { Measure } from './measure.ts';
import { type SubjectFacts, subjectFacts } from './subject-facts.ts';

/*
 * What is known about others while one subject is judged. Most indicators read one ledger; those with
 * a measure of this file's kind, network indicators, read the ledgers and matches of the subjects it
 * is linked to, and who else uses its contact details.
 */

type NeighboursMeasure = Extract<Measure, { neighbours: unknown }>;
type SharersMeasure = Extract<Measure, { sharers: unknown }>;
export type NetworkMeasure = NeighboursMeasure | SharersMeasure;
export type ContactKind = SharersMeasure['sharers'][number];

export const isNetworkMeasure = (measure: Measure): measure is NetworkMeasure =>
  'neighbours' in measure || 'sharers' in measure;

/** Whether an indicator looks beyond one ledger, and so is judged when a case is assembled. */
export const isNetworkIndicator = ({ measures }: Pick<Indicator, 'measures'>): boolean =>
  Object.values(measures).some(isNetworkMeasure);

/** Everything around linked subjects. It never changes. */
export type Neighbourhood = {
  /** The linked subjects, whoever of them is judged. */
  subjects: ReadonlyMap<LedgerKey, Neighbour>;
  /** Who uses each contact detail of theirs, linked or not; nobody where too many do. */
  users: ReadonlyMap<LedgerKey, readonly User[]>;
};

export type Neighbour = {
  facts: SubjectFacts;
  /** The same for every subject that is the same person: a client of two banks is one neighbour. */
  person: LedgerKey;
  /** By which keys an entry names it. */
  names: ReadonlySet<LedgerKey>;
  /** The contact details and other link keys it uses. */
  keys: ReadonlySet<LedgerKey>;
  /** Of indicators that read its ledger alone. */
  matches: readonly Match[];
};

/** Somebody who uses a contact detail, as the reports that tell of the use describe it. */
export type User = {
  subject: LedgerKey;
  person: LedgerKey;
  /** Milliseconds since 1970 of the earliest use. */
  since: number;
  kind: 'person' | 'entity' | undefined;
  /** The words of the surname, hashed; empty where it is not known. */
  surnames: ReadonlySet<LedgerKey>;
  /** By which keys those who pay it wages are known, since the first pay. */
  paidBy: ReadonlyMap<LedgerKey, number>;
};

/**
 * A contact detail that more subjects use than this is everybody's: a shelter's telephone, a bank's
 * kiosk. It is no sign for any of them, since whenever they began to use it.
 */
export const mostUsers = 50;

export type Surroundings = {
  /** Of the linked subjects. */
  ledgers: Iterable<Ledger>;
  /** A subject that nobody has judged yet has no matches. */
  evaluations: ReadonlyMap<LedgerKey, Pick<Evaluation, 'matches'>>;
  /** The ledgers of contact details, or what `usersIn` makes of them. */
  users?: ReadonlyMap<LedgerKey, readonly User[]>;
  /** By which keys, beside its own, entries name a subject. */
  namesOf?: (subject: LedgerKey) => Iterable<LedgerKey>;
  /** One key for all subjects that are one person. */
  personOf?: (subject: LedgerKey) => LedgerKey;
};

/** The neighbourhood of linked subjects: a function of its arguments, in whatever order they come. */
export function neighbourhoodOf({
  ledgers,
  evaluations,
  users = new Map(),
  namesOf = () => [],
  personOf = (subject) => subject,
}: Surroundings): Neighbourhood {
  const bySubject = [...ledgers].sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    subjects: new Map(
      bySubject.map((ledger): [LedgerKey, Neighbour] => [
        ledger.key,
        {
          facts: subjectFacts(ledger),
          person: personOf(ledger.key),
          names: new Set([ledger.key, ...namesOf(ledger.key)]),
          keys: new Set([...ledger.contributions.values()].flatMap(({ keys = [] }) => keys)),
          matches: evaluations.get(ledger.key)?.matches ?? [],
        },
      ]),
    ),
    users: new Map(
      [...users].map(([key, all]) => [
        key,
        all.map((user) => ({ ...user, person: personOf(user.subject) })),
      ]),
    ),
  };
}

/** Who uses a contact detail, by the ledger of the detail; nobody where more than `mostUsers` do. */
export function usersIn({ contributions }: Ledger): User[] {
  const told = [...contributions.values()].flatMap(({ members = [] }) => members);
  const bySubject = Map.groupBy(told, ({ subject }) => subject);
  if (bySubject.size > mostUsers) return [];
  return [...bySubject].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, same]) => userOf(same));
}

/**
 * @param told of one subject, at least once. Whatever surname anybody told of it makes it a relative of
 *   those who share that.
 */
function userOf(told: readonly Member[]): User {
  const subject = told[0]?.subject ?? '';
  const paidBy = new Map<LedgerKey, number>();
  for (const { key, since } of told.flatMap((one) => one.paidBy ?? [])) {
    paidBy.set(key, Math.min(instant(since), paidBy.get(key) ?? Number.POSITIVE_INFINITY));
  }
  return {
    subject,
    person: subject,
    since: Math.min(...told.map(({ since }) => instant(since))),
    kind: told
      .flatMap(({ kind }) => kind ?? [])
      .sort()
      .at(0),
    surnames: new Set(told.flatMap(({ surnames = [] }) => surnames)),
    paidBy,
  };
}

export const isContact = (key: LedgerKey, kinds: readonly ContactKind[]): boolean =>
  kinds.some((kind) => key.startsWith(`${kind}:`));

/**
 * Whether a measure cannot be known: nobody else is in view, or no report ever told a contact detail
 * of one of the kinds asked for. That is not the same as that nobody shows anything.
 */
export function lacksNeighbours(
  measure: NetworkMeasure,
  subject: LedgerKey,
  neighbourhood: Neighbourhood | undefined,
): boolean {
  const own = neighbourhood?.subjects.get(subject);
  if (!neighbourhood || !own) return true;
  return 'sharers' in measure
    ? ![...own.keys].some((key) => isContact(key, measure.sharers))
    : [...neighbourhood.subjects.values()].every(({ person }) => person === own.person);
}

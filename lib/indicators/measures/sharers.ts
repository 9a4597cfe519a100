import type { LedgerKey } from '../../identifiers.ts';
import type { Measure } from '../measure.ts';
import { isContact, type Neighbour, type Neighbourhood, type User } from '../neighbourhood.ts';
import { countUpTo } from '../timeline.ts';
import { type Series, type Span, stepBuilder } from './series.ts';

type Sharers = Extract<Measure, { sharers: unknown }>;

/**
 * The most people who use one contact detail of the subject together with it, as far as they used it
 * by the moment. Pay counts since the first of it. It comes from no entry, so it has no evidence.
 *
 * Of unrelated people each family counts once, the subject's as the subject alone. A family is whoever
 * has a word of a surname in common, be it by way of others: in Québec spouses keep their names, and a
 * child with both joins them.
 */
export function sharersSeries(
  measure: Sharers,
  subject: LedgerKey,
  neighbourhood: Neighbourhood,
  { timeline: { moments }, from }: Span,
): Series {
  const own = neighbourhood.subjects.get(subject);
  const keys = [...(own?.keys ?? [])].filter((key) => isContact(key, measure.sharers));
  const circles = keys.map((key) => neighbourhood.users.get(key) ?? []);
  const changes = [...new Set(circles.flat().flatMap(learnt))].sort((a, b) => a - b);
  // What is known changes rarely, and is the same from one change to the next.
  const counts = [Number.NEGATIVE_INFINITY, ...changes].map((at) =>
    Math.max(0, ...circles.map((users) => (own ? counted(users, own, measure, at) : 0))),
  );
  const steps = stepBuilder();
  for (let moment = from; moment < moments.length; moment += 1) {
    steps.note(moment, counts[countUpTo(changes, moments[moment] as number)] ?? 0);
  }
  return { ...steps, evidence: () => [] };
}

/** When something becomes known of a user. */
const learnt = ({ since, paidBy }: User): number[] => [since, ...paidBy.values()];

function counted(
  users: readonly User[],
  own: Neighbour,
  { unrelated, sameEmployer, kind }: Sharers,
  at: number,
): number {
  const present = users.filter(({ since }) => since <= at);
  const self = present.filter(({ person }) => person === own.person);
  if (self.length === 0) return 0;
  const groups = unrelated ? familiesOf(present) : present.map(({ person }) => new Set([person]));
  const ofSubject = groups.find((group) => group.has(own.person));
  const kept = present
    .filter((user) => kind === undefined || user.kind === kind)
    .filter(({ person }) => person === own.person || !ofSubject?.has(person))
    .filter((user) => !unrelated || user.person === own.person || isTellable(user, self));
  const circles = sameEmployer ? byEmployer(kept, at) : [kept];
  return Math.max(0, ...circles.map((those) => groupsAmong(those, groups)));
}

type Family = ReadonlySet<LedgerKey>;

/** The people and the surname words of each family. Organizations have no surname. */
function familiesOf(users: readonly User[]): Family[] {
  return users.reduce<Family[]>((families, { person, kind, surnames }) => {
    const own = [person, ...(kind === 'entity' ? [] : surnames)];
    const { related = [], others = [] } = Object.groupBy(families, (family) =>
      own.some((key) => family.has(key)) ? 'related' : 'others',
    );
    return [...others, new Set([...own, ...related.flatMap((family) => [...family])])];
  }, []);
}

/** Of two people nothing is said when one of them has no surname on file. */
const isTellable = (user: User, self: readonly User[]): boolean =>
  user.kind === 'entity' || (user.surnames.size > 0 && self.some(isNamed));
const isNamed = ({ kind, surnames }: User): boolean => kind === 'entity' || surnames.size > 0;

/** Those whom each employer pays. */
const byEmployer = (users: readonly User[], at: number): User[][] => {
  const employers = new Set(users.flatMap((user) => employersOf(user, at)));
  return [...employers].map((key) => users.filter((user) => employersOf(user, at).includes(key)));
};

const groupsAmong = (users: readonly User[], groups: readonly Family[]): number =>
  new Set(users.map(({ person }) => groups.find((group) => group.has(person)))).size;

const employersOf = ({ paidBy }: User, at: number): LedgerKey[] =>
  [...paidBy].flatMap(([key, since]) => (since <= at ? [key] : []));

import type { LedgerKey } from '../../identifiers.ts';
import type { Measure } from '../measure.ts';
import { isContact, type Neighbour, type Neighbourhood, type User } from '../neighbourhood.ts';
import { countUpTo } from '../timeline.ts';
import { withCommonest } from './commonest.ts';
import { type Series, type Span, stepBuilder } from './series.ts';

type Sharers = Extract<Measure, { sharers: unknown }>;

/**
 * The most people who use one contact detail of the subject together with it, as far as they used it
 * by the moment. Pay counts since the first of it. It comes from no entry, so it has no evidence.
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
  const kept = present
    .filter((user) => kind === undefined || user.kind === kind)
    .filter((user) => !unrelated || user.person === own.person || areUnrelated(user, self));
  const those = sameEmployer ? withCommonest(kept, (user) => employersOf(user, at)) : kept;
  return new Set(those.map(({ person }) => person)).size;
}

/** Organizations have no surname. Of two people nothing is said when one of them has none on file. */
function areUnrelated(user: User, self: readonly User[]): boolean {
  const people = [user, ...self].filter(({ kind }) => kind !== 'entity');
  if (user.kind === 'entity' || people.length === 1) return true;
  const known = self.flatMap(({ surnames }) => [...surnames]);
  if (user.surnames.size === 0 || known.length === 0) return false;
  return !known.some((word) => user.surnames.has(word));
}

const employersOf = ({ paidBy }: User, at: number): LedgerKey[] =>
  [...paidBy].flatMap(([key, since]) => (since <= at ? [key] : []));

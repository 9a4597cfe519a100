import type { LedgerKey } from '../identifiers.ts';
import type { Link } from './assessment.ts';

/** Subjects by the person they are: one who is a client of two banks is two subjects. */
export type Persons = {
  /** The first key, in alphabetical order, of the subjects that are the same person. */
  personOf(subject: LedgerKey): LedgerKey;
  count: number;
};

const samePerson: ReadonlySet<Link['reason']> = new Set([
  'shared-identity',
  'shared-name-and-birth',
]);

/** Two subjects are one person when they show the same document, or the same name and birth date. */
export function personsAmong(subjects: readonly LedgerKey[], links: readonly Link[]): Persons {
  const person = new Map(subjects.map((subject) => [subject, subject]));
  const personOf = (subject: LedgerKey): LedgerKey => {
    const next = person.get(subject) ?? subject;
    return next === subject ? subject : personOf(next);
  };
  for (const { a, b, reason } of links) {
    if (!samePerson.has(reason)) continue;
    const [first = a, second = b] = [personOf(a), personOf(b)].sort();
    person.set(second, first);
  }
  return { personOf, count: new Set(subjects.map(personOf)).size };
}

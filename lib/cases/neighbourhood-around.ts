import type { LedgerKey } from '../identifiers.ts';
import { judgeSubject } from '../indicators/judge-subject.ts';
import { type Neighbourhood, neighbourhoodOf } from '../indicators/neighbourhood.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import type { KnownLedgers } from './known-ledgers.ts';
import { linkSubjects } from './link-subjects.ts';
import { namesOf } from './neighbours.ts';
import { personsAmong } from './persons.ts';

/**
 * What the indicators that look beyond one ledger see around a subject: its group of linked subjects,
 * by links alone: what people excluded, merged or split by hand has no part in it. Every one of them is judged anew from its ledger as it is now.
 */
export async function neighbourhoodAround(
  subject: LedgerKey,
  known: KnownLedgers,
  rulebook: Rulebook,
): Promise<Neighbourhood> {
  const { subjects, links } = await linkSubjects(subject, known);
  const keys = [...new Set(subjects.flatMap((one) => [...known.keysOf(one)]))];
  await known.load(keys);
  const ledgers = subjects.map((one) => known.ledger(one));
  return neighbourhoodOf({
    ledgers,
    evaluations: new Map(ledgers.map((ledger) => [ledger.key, judgeSubject(rulebook, ledger)])),
    users: new Map(keys.map((key) => [key, known.usersOf(key)])),
    namesOf: (one) => namesOf(one, known),
    personOf: personsAmong(subjects, links).personOf,
  });
}

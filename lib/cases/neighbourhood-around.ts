import { judgeSubject } from '../indicators/judge-subject.ts';
import { type Neighbourhood, neighbourhoodOf } from '../indicators/neighbourhood.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import type { groupAround } from './group-around.ts';
import { linksWithoutExcluded, withoutExcluded } from './heeded-decisions.ts';
import type { KnownLedgers } from './known-ledgers.ts';
import { namesOf } from './neighbours.ts';
import { personsAmong } from './persons.ts';

/**
 * What the indicators that look beyond one ledger see in a group, without what people excluded. Every
 * subject is judged anew from its ledger as it is now.
 */
export async function neighbourhoodAround(
  { subjects, links, heeding: { excluded } }: Awaited<ReturnType<typeof groupAround>>,
  known: KnownLedgers,
  rulebook: Rulebook,
): Promise<Neighbourhood> {
  const keys = [...new Set(subjects.flatMap((one) => [...known.keysOf(one)]))];
  await known.load(keys);
  const ledgers = subjects.map((one) => withoutExcluded(known.ledger(one), excluded));
  return neighbourhoodOf({
    ledgers,
    evaluations: new Map(ledgers.map((ledger) => [ledger.key, judgeSubject(rulebook, ledger)])),
    users: new Map(keys.map((key) => [key, known.usersOf(key)])),
    namesOf: (one) => namesOf(one, known),
    personOf: personsAmong(subjects, linksWithoutExcluded(links, excluded, known)).personOf,
  });
}

import type { LedgerKey } from '../identifiers.ts';
import type { Link } from './assessment.ts';
import type { KnownLedgers } from './known-ledgers.ts';
import { isKind, maxLinkedSubjects, sharingOf, tiers } from './link-limits.ts';
import { neighboursOf, transfersOf } from './neighbours.ts';

type Tier = (typeof tiers)[number];

/** Subjects that belong together, and why. */
export type LinkedSubjects = {
  /** Sorted, the starting subject among them. */
  subjects: LedgerKey[];
  /** In a fixed order; shared addresses are told although they join nobody. */
  links: Link[];
  /**
   * Who else was met, where more hang together than one case can hold: they are divided as well, so
   * whoever keeps cases must look at them too.
   */
  beyond: LedgerKey[];
};

/**
 * Everybody linked to a subject, directly or through others: breadth first over the ledgers of link
 * keys and over payments. The same group comes out from whichever of its subjects the search begins.
 *
 * @see indicator notes 9, step 4
 */
export async function linkSubjects(start: LedgerKey, known: KnownLedgers): Promise<LinkedSubjects> {
  const beyond = new Set<LedgerKey>();
  for (const tier of tiers) {
    const met = await search(start, tier, known);
    if (met.size <= maxLinkedSubjects) {
      const subjects = [...met].sort();
      for (const subject of subjects) beyond.delete(subject);
      return {
        subjects,
        links: await linksAmong(subjects, tier, known),
        beyond: [...beyond].sort(),
      };
    }
    for (const subject of met) beyond.add(subject);
  }
  beyond.delete(start);
  return { subjects: [start], links: [], beyond: [...beyond].sort() };
}

/** Stops as soon as there are more than fit. */
async function search(start: LedgerKey, tier: Tier, known: KnownLedgers): Promise<Set<LedgerKey>> {
  const met = new Set([start]);
  let frontier: LedgerKey[] = [start];
  while (frontier.length > 0 && met.size <= maxLinkedSubjects) {
    const next = await neighboursOf(frontier, tier, known);
    frontier = next.filter((subject) => !met.has(subject));
    for (const subject of frontier) met.add(subject);
  }
  return met;
}

async function linksAmong(
  subjects: readonly LedgerKey[],
  tier: Tier,
  known: KnownLedgers,
): Promise<Link[]> {
  const within = new Set(subjects);
  const transfers = tier.transfers ? await transfersOf(subjects, known) : [];
  return [
    ...(await shared(subjects, tier, known)),
    ...transfers.filter(({ a, b }) => within.has(a) && within.has(b)),
  ];
}

/** Of several who share one key the first is linked to each of the others. */
async function shared(
  subjects: readonly LedgerKey[],
  tier: Tier,
  known: KnownLedgers,
): Promise<Link[]> {
  const users = Map.groupBy(
    subjects.flatMap((subject) => [...known.keysOf(subject)].map((key) => ({ key, subject }))),
    ({ key }) => key,
  );
  const keys = [...users.keys()]
    .filter((key) => (users.get(key)?.length ?? 0) > 1)
    .filter((key) => isKind(key, [...tier.kinds, 'address']))
    .sort();
  await known.load(keys);
  return keys.flatMap((key) => {
    const sharing = sharingOf(key);
    const [first, ...others] = known.membersOf(key).filter((member) => subjects.includes(member));
    if (!sharing || !first) return [];
    return others.map((other) => ({ a: first, b: other, reason: sharing.reason, key }));
  });
}

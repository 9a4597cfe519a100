import type { LedgerKey } from '../identifiers.ts';
import type { Link } from './assessment.ts';
import { type Bonds, joinedWith, noBonds } from './bonds.ts';
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
   * Who else was met, where more hang together than one case can hold or people set some apart: they are
   * divided as well, so whoever keeps cases must look at them too.
   */
  beyond: LedgerKey[];
};

/**
 * Everybody linked to a subject, directly or through others: breadth first over the ledgers of link
 * keys and over payments, and over what people joined by hand. Then whoever people set apart is taken
 * out. The same group comes out from whichever of its subjects the search begins.
 *
 * @param bonds those of everybody who may be met, else some are missed.
 * @see indicator notes 9, step 4
 */
export async function linkSubjects(
  start: LedgerKey,
  known: KnownLedgers,
  bonds: Bonds = noBonds,
): Promise<LinkedSubjects> {
  const beyond = new Set<LedgerKey>();
  for (const tier of [...tiers, byHandAlone]) {
    const met = await search(start, { tier, known, bonds });
    for (const subject of met) beyond.add(subject);
    if (met.size > maxLinkedSubjects) continue;
    const own = await divided(met, start, { tier, known, bonds });
    const subjects = [...own].sort();
    for (const subject of subjects) beyond.delete(subject);
    return {
      subjects,
      links: await linksAmong(subjects, tier, known),
      beyond: [...beyond].sort(),
    };
  }
  beyond.delete(start);
  return { subjects: [start], links: [], beyond: [...beyond].sort() };
}

/** After the weakest joints only what people joined holds. */
const byHandAlone: Tier = { transfers: false, kinds: [] };

type Search = { tier: Tier; known: KnownLedgers; bonds: Bonds };

/** Stops as soon as there are more than fit. */
const search = (start: LedgerKey, how: Search): Promise<Set<LedgerKey>> =>
  reach([start], how, (_, met) => met.size <= maxLinkedSubjects);

/** @param goesOn whether a subject may be met, given those met so far. */
async function reach(
  start: readonly LedgerKey[],
  { tier, known, bonds }: Search,
  goesOn: (subject: LedgerKey, met: ReadonlySet<LedgerKey>) => boolean,
): Promise<Set<LedgerKey>> {
  const met = new Set(start);
  let frontier = [...start];
  while (frontier.length > 0) {
    const next = joinedWith(await neighboursOf(frontier, tier, known), bonds);
    for (const subject of joinedWith(frontier, bonds)) next.add(subject);
    frontier = [...next].filter((subject) => !met.has(subject) && goesOn(subject, met));
    for (const subject of frontier) met.add(subject);
  }
  return met;
}

/**
 * The part with `start` of subjects that hang together, after people set some of them apart. With those
 * who stayed are all who are linked to them otherwise than through those who left; everybody else is
 * with those who left. So whoever is linked to both stays where the case was.
 */
async function divided(
  all: ReadonlySet<LedgerKey>,
  start: LedgerKey,
  how: Search,
): Promise<ReadonlySet<LedgerKey>> {
  let own = all;
  for (const { leaving, staying } of how.bonds.apart) {
    const within = own;
    const left = joinedWith(leaving, how.bonds);
    for (const subject of staying) left.delete(subject);
    const stays = staying.filter((subject) => within.has(subject));
    if (stays.length === 0 || ![...left].some((subject) => within.has(subject))) continue;
    const remained = await reach(stays, how, (one) => within.has(one) && !left.has(one));
    own = remained.has(start) ? remained : new Set([...within].filter((one) => !remained.has(one)));
  }
  return own;
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

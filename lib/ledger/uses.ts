import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type EntityNumber, type LedgerKey, ledgerKeySchema } from '../identifiers.ts';
import { compareInstants } from './compare-instants.ts';
import { type Contribution, type Member, memberSchema } from './contribution.ts';
import { userDetails } from './user-details.ts';

/*
 * The ledgers of link keys follow from those of subjects: a subject that uses a key stands in the
 * ledger of the key once, however many reports tell of it. So a report that tells nothing new of whom
 * it is about writes to that one ledger alone.
 *
 * docs/decisions/018-ledgers-in-heads-and-objects.md
 */

/**
 * What one subject uses, by all its reports together, in the order of the keys. `changedAt` is the
 * version of its ledger in which that was told otherwise for the last time; a key that it no longer
 * uses stays, without members, so that the ledger of the key hears of it.
 */
export const usesSchema = z.array(
  z.strictObject({
    key: ledgerKeySchema,
    changedAt: z.int().min(1),
    members: z.array(memberSchema),
    /** Another subject has used the key too, at some time: who uses it, its own ledger tells. */
    shared: z.literal(true).optional(),
  }),
);
export type Uses = z.infer<typeof usesSchema>;

/**
 * What a subject uses once `contributions` are known too. Joining is commutative, associative and
 * idempotent.
 *
 * @param version of the ledger from then on.
 * @param anew whether `contributions` are all there are: then what was known before counts for nothing.
 */
export function usesAfter(
  known: Uses,
  contributions: Iterable<Contribution>,
  { subject, version, anew }: { subject: LedgerKey; version: number; anew: boolean },
): Uses {
  const before = new Map(known.map((use) => [use.key, use]));
  const joined = new Map<LedgerKey, readonly Member[]>(
    known.map(({ key, members }) => [key, anew ? [] : members]),
  );
  for (const contribution of contributions) {
    for (const [key, member] of membersOf(subject, contribution)) {
      joined.set(key, joinMember(joined.get(key) ?? [], member));
    }
  }
  return [...joined]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, members]) => {
      const standing = before.get(key);
      const same = standing && isDeepStrictEqual(standing.members, members);
      if (same) return standing;
      const shared = standing?.shared && { shared: standing.shared };
      return { key, changedAt: version, members: [...members], ...shared };
    });
}

/**
 * What the ledgers of link keys are to hear of a subject. The later version of the subject's ledger
 * wins, as the higher revision of a report does.
 *
 * @param since only of what changed in this version of the subject's ledger or later.
 */
export function contributionsToLinks(
  uses: Uses,
  { subject, entity, since }: { subject: LedgerKey; entity: EntityNumber; since: number },
): Map<LedgerKey, Contribution> {
  const changed = uses.filter(({ changedAt }) => changedAt >= since);
  return new Map(
    changed.map(({ key, changedAt, members }): [LedgerKey, Contribution] => [
      key,
      {
        report: { entity, reference: subject },
        revision: String(changedAt).padStart(12, '0'),
        entries: [],
        members,
      },
    ]),
  );
}

/**
 * Up to so many users of a key are kept where each merge sees them, and all hear when another joins.
 * Where more use it, all but the newest have been told.
 */
export const fewUsers = 16;

/** Ways of using what strangers may share; an account or a document says itself whose it is. */
const contactUses: ReadonlySet<Member['as']> = new Set(['contact', 'device', 'address']);

function membersOf(
  subject: LedgerKey,
  { uses = [], party, entries }: Contribution,
): [LedgerKey, Member][] {
  const details = party && userDetails(party, entries);
  return uses.map(({ key, as, since }) => [
    key,
    { subject, since, as, ...(contactUses.has(as) && details) },
  ]);
}

function joinMember(members: readonly Member[], told: Member): Member[] {
  const known = members.find(({ as }) => as === told.as);
  const others = members.filter((one) => one !== known);
  const joined = known ? bothTold(known, told) : told;
  return [...others, joined].sort((a, b) => (a.as < b.as ? -1 : 1));
}

/** Seen since the earlier moment, with every surname and every payer that either tells. */
function bothTold(one: Member, other: Member): Member {
  const { subject, as } = one;
  const since = earlier(one.since, other.since);
  // Two reports that disagree on it are about an organization if either says so.
  const kind = [one.kind, other.kind].filter((told) => told !== undefined).sort()[0];
  const surnames = [...new Set([...(one.surnames ?? []), ...(other.surnames ?? [])])].sort();
  const payers = Map.groupBy([...(one.paidBy ?? []), ...(other.paidBy ?? [])], ({ key }) => key);
  const paidBy = [...payers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, told]) => ({ key, since: told.map((pay) => pay.since).reduce(earlier) }));
  return {
    subject,
    since,
    as,
    ...(kind && { kind }),
    ...(surnames.length > 0 && { surnames }),
    ...(paidBy.length > 0 && { paidBy }),
  };
}

const earlier = (one: string, other: string): string =>
  compareInstants(one, other) <= 0 ? one : other;

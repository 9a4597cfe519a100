import type { LedgerKey } from '../identifiers.ts';
import type { Link } from './assessment.ts';
import type { KnownLedgers } from './known-ledgers.ts';
import { isKind, isSubject, sharingOf, type tiers, transferLimits } from './link-limits.ts';
import { namedOften } from './payments.ts';
import { type End, transferLink } from './transfer-link.ts';

type Tier = (typeof tiers)[number];

/** Everybody linked to one of `subjects`, by whatever the tier lets join. */
export async function neighboursOf(
  subjects: readonly LedgerKey[],
  tier: Tier,
  known: KnownLedgers,
): Promise<LedgerKey[]> {
  await known.load(subjects);
  const shared = subjects.flatMap((subject) =>
    [...known.keysOf(subject)].filter((key) => isKind(key, tier.kinds)),
  );
  await known.load(shared);
  const sharing = shared.flatMap((key) => known.membersOf(key));
  if (!tier.transfers) return [...new Set(sharing)];
  const transfers = await transfersOf(subjects, known);
  return [...new Set([...sharing, ...transfers.flatMap(({ a, b }) => [a, b])])];
}

/** The transfer links that one of `subjects` is an end of, in the order of their ends. */
export async function transfersOf(
  subjects: readonly LedgerKey[],
  known: KnownLedgers,
): Promise<Link[]> {
  const pairs = await candidates(subjects, known);
  await loadNames(pairs, known);
  const links = pairs.flatMap(
    ({ payer, payee }) => transferLink(endOf(payer, known), endOf(payee, known)) ?? [],
  );
  return links.sort((one, other) => (`${one.a} ${one.b}` < `${other.a} ${other.b}` ? -1 : 1));
}

type Pair = { payer: LedgerKey; payee: LedgerKey };

/** Whoever a subject names as payee, or as payer, often enough to be worth looking at. */
async function candidates(subjects: readonly LedgerKey[], known: KnownLedgers): Promise<Pair[]> {
  await known.load(subjects);
  const named = await loadNamedOften(subjects, known);

  const who = (key: LedgerKey) => (isSubject(key) ? [key] : known.membersOf(key));
  const pairs = named.flatMap(({ subject, payees, payers }) => [
    ...payees.flatMap(who).map((payee) => ({ payer: subject, payee })),
    ...payers.flatMap(who).map((payer) => ({ payer, payee: subject })),
  ]);
  await known.load(pairs.flatMap(({ payer, payee }) => [payer, payee]));
  return [...new Map(pairs.map((pair) => [`${pair.payer} ${pair.payee}`, pair])).values()];
}

/**
 * Whom each subject, known already, names often enough as payee or as payer. Their ledgers are read
 * together.
 */
export async function loadNamedOften(subjects: readonly LedgerKey[], known: KnownLedgers) {
  const named = subjects.map((subject) => {
    const payments = known.paymentsOf(subject);
    const often = (list: typeof payments.out) =>
      [...namedOften(list, transferLimits.seenByEach)].filter(namesSomebody);
    return { subject, payees: often(payments.out), payers: often(payments.in) };
  });
  await known.load(named.flatMap(({ payees, payers }) => [...payees, ...payers]));
  return named;
}

/** Whether a key is shared too widely to name anybody is known only from its own ledger. */
async function loadNames(pairs: readonly Pair[], known: KnownLedgers): Promise<void> {
  const between = (one: LedgerKey, other: LedgerKey) => {
    const { in: incoming, out } = known.paymentsOf(one);
    const used = known.keysOf(other);
    return [...incoming, ...out]
      .flatMap((payment) => payment.other)
      .filter((key) => used.has(key) && namesSomebody(key));
  };
  await known.load(
    pairs.flatMap(({ payer, payee }) => [...between(payer, payee), ...between(payee, payer)]),
  );
}

const endOf = (subject: LedgerKey, known: KnownLedgers): End => ({
  subject,
  names: namesOf(subject, known),
  payments: known.paymentsOf(subject),
});

/** By which keys a payment names a subject, of those whose ledgers are known. */
export const namesOf = (subject: LedgerKey, known: KnownLedgers): Set<LedgerKey> =>
  new Set([
    subject,
    ...[...known.keysOf(subject)].filter(
      (key) => namesSomebody(key) && known.membersOf(key).includes(subject),
    ),
  ]);

const namesSomebody = (key: LedgerKey): boolean =>
  isSubject(key) || sharingOf(key)?.namesItsUser === true;

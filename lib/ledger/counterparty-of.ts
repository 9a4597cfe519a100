import type { LedgerKey } from '../identifiers.ts';
import type { Account, Party, Transaction } from '../reports/report.ts';
import { localDate, yearsBetween } from '../time.ts';
import { bestKey } from './best-key.ts';
import type { Counterparty, EntryKind } from './entry.ts';
import type { Movement } from './movements.ts';
import { sharesTypedSurname } from './party-tie.ts';
import { emailKey, nameKey, walletKey } from './recognition-keys.ts';
import { type ReportIndex, sortedOnce } from './report-index.ts';

type Side = {
  direction: 'in' | 'out';
  kind: EntryKind;
  movement: Movement;
  at: Transaction['at'];
  context: Transaction['context'];
  /** The parties that are the subject, or hold the account with it: never the other side. */
  own: readonly string[];
  /** The party whose ties to the other side are looked for. */
  self: Party | undefined;
};

/** Who gave what entered, or received what left; undefined when nobody but the subject is told of. */
export function counterpartyOf(side: Side, index: ReportIndex): Counterparty | undefined {
  const other = otherParty(side, index);
  const facts = factsOf(side, index);
  return other ? known(other, side, facts, index) : typed(side, facts);
}

/** What the action on the other side tells beside its parties. */
type Facts = { account: Account | undefined; keys: LedgerKey[] };

function factsOf({ direction, movement: { start, complete } }: Side, index: ReportIndex): Facts {
  const account = index.account(direction === 'in' ? start.account : complete?.account);
  const wallets = direction === 'in' ? start.sendingAddresses : complete?.receivingAddresses;
  const toOwnWallet = complete?.disposition === 'to_vc_wallet';
  const keys = account ? [index.accountKey(account)] : [];
  if (wallets && !toOwnWallet) keys.push(...wallets.map(walletKey));
  return { account, keys };
}

/** The first who is not the subject, in the order in which candidates are believed. */
function otherParty({ direction, movement, own }: Side, index: ReportIndex): Party | undefined {
  const { start, complete } = movement;
  return direction === 'in'
    ? (otherHolder(start.account, own, index) ??
        otherOf(start.conductors, own, index) ??
        otherOf(start.sources, own, index))
    : (otherOf(complete?.beneficiaries, own, index) ??
        otherHolder(complete?.account, own, index) ??
        otherOf(complete?.involved, own, index));
}

function otherHolder(account: string | undefined, own: readonly string[], index: ReportIndex) {
  const holders = index.account(account)?.holders;
  return index.party(holders?.find((ref) => index.party(ref) && !own.includes(ref)));
}

function otherOf(
  named: readonly { party?: string | undefined }[] | undefined,
  own: readonly string[],
  index: ReportIndex,
) {
  const other = named?.find(
    ({ party }) => party !== undefined && index.party(party) && !own.includes(party),
  );
  return index.party(other?.party);
}

function known(other: Party, side: Side, { account, keys }: Facts, index: ReportIndex) {
  const { kind, at, context, self } = side;
  const own = index.recognized(other);
  const isNew = keys.some((key) => !own.keys.includes(key));
  const recognized = isNew ? sortedOnce([...own.keys, ...keys]) : [...own.keys];
  const key = isNew ? bestKey(recognized) : own.key;
  if (!key) return undefined;
  const country = other.address?.country ?? (kind === 'wire_intl' ? context?.country : undefined);
  const institution = account?.fi ?? index.accountsOf(other.ref)[0]?.fi;
  const tie = self && index.tieBetween(self, other);
  const age = ageOn(at, other);
  const counterparty: Counterparty = { key, keys: recognized, kind: other.kind };
  if (own.name) counterparty.name = own.name;
  if (institution) counterparty.institution = institution;
  if (country) counterparty.country = country;
  if (tie) counterparty.tie = tie;
  if (age !== undefined) counterparty.age = age;
  return counterparty;
}

/** Undefined for an organization, and for a birth date that is not known or lies in the future. */
function ageOn(at: string, party: Party): number | undefined {
  if (party.kind !== 'person' || party.birthDate === undefined) return undefined;
  const age = yearsBetween(party.birthDate, localDate(at));
  return age < 0 ? undefined : age;
}

/** The other side is no party of the report: what was typed, or the merchant of the card system. */
function typed({ direction, kind, context, self }: Side, { account, keys }: Facts) {
  const merchant = kind === 'card_purchase' || kind === 'card_refund' || kind === 'cash_advance';
  const name = merchant
    ? context?.merchant
    : ((direction === 'out' ? context?.recipientAsTyped : context?.senderAlias) ??
      context?.merchant);
  const email = name && emailKey(name.split(' ')[0] ?? '');
  const recognized = sortedOnce([
    ...keys,
    ...(email ? [email] : []),
    ...(name ? [nameKey(name)] : []),
  ]);
  const key = bestKey(recognized);
  if (!key) return undefined;
  const country = kind === 'wire_intl' ? context?.country : undefined;
  const person = name !== undefined && name !== context?.merchant;
  return {
    key,
    keys: recognized,
    kind: person || !name ? ('person' as const) : ('entity' as const),
    ...(name && { name }),
    ...(account && { institution: account.fi }),
    ...(country && { country }),
    ...(person && self && sharesTypedSurname(self, name) && { tie: 'surname' as const }),
  };
}

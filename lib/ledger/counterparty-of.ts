import type { LedgerKey } from '../identifiers.ts';
import type { Account, Party, Transaction } from '../reports/report.ts';
import type { Counterparty, EntryKind } from './entry.ts';
import type { Movement } from './movements.ts';
import { sharesTypedSurname, tieBetween } from './party-tie.ts';
import { accountKey, emailKey, handleKey, nameKey, nameOf, walletKey } from './recognition-keys.ts';
import { type ReportIndex, sortedOnce } from './report-index.ts';

type Side = {
  direction: 'in' | 'out';
  kind: EntryKind;
  movement: Movement;
  context: Transaction['context'];
  /** The parties that are the subject, or hold the account with it: never the other side. */
  own: ReadonlySet<string>;
  /** The party whose ties to the other side are looked for. */
  self: Party | undefined;
};

/** Who gave what entered, or received what left; undefined when nobody but the subject is told of. */
export function counterpartyOf(side: Side, index: ReportIndex): Counterparty | undefined {
  const other = otherParties(side, index).find((party) => !side.own.has(party.ref));
  const facts = factsOf(side, index);
  return other ? known(other, side, facts, index) : typed(side, facts);
}

/** What the action on the other side tells beside its parties. */
type Facts = { account: Account | undefined; keys: LedgerKey[] };

function factsOf({ direction, movement: { start, complete } }: Side, index: ReportIndex): Facts {
  const account = index.account(direction === 'in' ? start.account : complete?.account);
  const wallets = direction === 'in' ? start.sendingAddresses : complete?.receivingAddresses;
  const toOwnWallet = complete?.disposition === 'to_vc_wallet';
  return {
    account,
    keys: [
      ...(account ? [accountKey(account)] : []),
      ...(toOwnWallet ? [] : (wallets ?? [])).map(walletKey),
    ],
  };
}

/** Candidates in the order in which they are believed. */
function otherParties({ direction, movement }: Side, index: ReportIndex): Party[] {
  const { start, complete } = movement;
  const holders = (ref: string | undefined) => index.account(ref)?.holders ?? [];
  const refs =
    direction === 'in'
      ? [
          ...holders(start.account),
          ...(start.conductors ?? []).map(({ party }) => party),
          ...(start.sources ?? []).map(({ party }) => party),
        ]
      : [
          ...(complete?.beneficiaries ?? []).map(({ party }) => party),
          ...holders(complete?.account),
          ...(complete?.involved ?? []).map(({ party }) => party),
        ];
  return refs.flatMap((ref) => index.party(ref) ?? []);
}

function known(other: Party, side: Side, { account, keys }: Facts, index: ReportIndex) {
  const { kind, context, self } = side;
  const name = nameOf(other);
  const recognized = sortedOnce([
    ...[index.subjectOf(other.ref)].filter((key) => key !== undefined),
    ...index.linksOf(other).map(({ key }) => key),
    ...(other.alias ? [handleKey(other.alias)] : []),
    ...(name ? [nameKey(name)] : []),
    ...keys,
  ]);
  const key = best(recognized);
  if (!key) return undefined;
  const country = other.address?.country ?? (kind === 'wire_intl' ? context?.country : undefined);
  const institution = account?.fi ?? index.accountsOf(other.ref)[0]?.fi;
  const tie = self && tieBetween(self, other, index);
  return {
    key,
    keys: recognized,
    kind: other.kind,
    ...(name && { name }),
    ...(institution && { institution }),
    ...(country && { country }),
    ...(tie && { tie }),
  };
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
  const key = best(recognized);
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

const strongestFirst = [
  'party',
  'account',
  'email',
  'phone',
  'handle',
  'wallet',
  'name',
  'identity',
  'name-birth',
  'device',
  'address',
];

/** The best key there is, and of several of one kind the first in alphabetical order. */
const best = (sorted: readonly LedgerKey[]): LedgerKey | undefined =>
  strongestFirst
    .map((kind) => sorted.find((key) => key.startsWith(`${kind}:`)))
    .find((key) => key !== undefined);

/** The key that stands for a party that may be no subject. */
export const partyKey = (party: Party, index: ReportIndex): LedgerKey | undefined =>
  best(
    sortedOnce([
      ...[index.subjectOf(party.ref)].filter((key) => key !== undefined),
      ...index.linksOf(party).map(({ key }) => key),
      ...(party.alias ? [handleKey(party.alias)] : []),
      ...[nameOf(party)].flatMap((name) => (name ? [nameKey(name)] : [])),
    ]),
  );

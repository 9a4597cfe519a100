import type { LedgerKey } from '../identifiers.ts';
import type { Account, Transaction } from '../reports/report.ts';
import { copiedFields } from './copied-fields.ts';
import { counterpartyOf } from './counterparty-of.ts';
import type { Entry, EntryKind } from './entry.ts';
import { kindOf } from './entry-kind.ts';
import { type Movement, movementsOf, type Worth, worthOf } from './movements.ts';
import { type Presence, presenceAt } from './presence.ts';
import type { ReportIndex } from './report-index.ts';

/** An entry and the subject in whose ledger it belongs. */
export type SubjectEntry = { subject: LedgerKey; entry: Entry };

/** One side of one movement: what entered or left for some subjects. */
type Side = {
  direction: 'in' | 'out';
  movement: Movement;
  leg: number;
  worth: Worth;
  account?: Account;
  /** The subjects whose money it is. */
  subjects: readonly LedgerKey[];
  /** Their parties. */
  own: readonly string[];
};

/**
 * What a transaction is to each subject of its report. Money entering an account is an `in` entry of
 * each holder, money leaving one an `out` entry; somebody else who carried it out has it as a
 * `conductor` entry. Where no account of the report takes part, as at a money services business, it
 * is the client's: who brought the value, or who was paid.
 *
 * The leg is twice the number of the movement for the side that left, one more for the side that
 * entered.
 *
 * @see reporting notes 5.3, mapping of ordinary bank events
 */
export function entriesOfTransaction(transaction: Transaction, index: ReportIndex): SubjectEntry[] {
  const sides = sidesOf(movementsOf(transaction), index);
  const entries: SubjectEntry[] = [];
  for (const side of sides) addEntries(entries, side, transaction, sides, index);
  return entries;
}

function sidesOf(movements: readonly Movement[], index: ReportIndex): Side[] {
  const sides: Side[] = [];
  movements.forEach((movement, number) => {
    addAccountSides(sides, movement, number, index);
  });
  return sides.length > 0
    ? sides
    : movements.flatMap((movement, number) => clientSide(movement, number, index));
}

function addAccountSides(
  sides: Side[],
  movement: Movement,
  number: number,
  index: ReportIndex,
): void {
  const { start, complete, leaving, entering } = movement;
  const from = start.direction === 'out' ? index.account(start.account) : undefined;
  const into =
    complete && entersAccount.has(complete.disposition)
      ? index.account(complete.account)
      : undefined;
  const side = (direction: 'in' | 'out', account: Account, worth: Worth): Side => ({
    direction,
    movement,
    leg: 2 * number + (direction === 'in' ? 1 : 0),
    worth,
    account,
    subjects: index.holdersOf(account),
    own: account.holders,
  });
  if (from && leaving) sides.push(side('out', from, leaving));
  if (into && entering) sides.push(side('in', into, entering));
}

/** Dispositions by which money ends in an account, a prepaid card being one. */
const entersAccount = new Set<string>(['deposit', 'payment_to_account', 'prepaid_card']);

/** What the client brings to be changed: told as what it gave up, so that it counts once. */
const exchanges = new Set<string | undefined>(['exchange_to_vc', 'denomination_exchange']);

/** Dispositions by which the client is paid. */
const paysClient = new Set<string | undefined>(['cash_out', 'exchange_to_fiat', 'deposit']);

function clientSide(movement: Movement, number: number, index: ReportIndex): Side[] {
  const { start, complete, leaving, entering } = movement;
  const conductors = (start.conductors ?? []).map(({ party }) => party);
  const beneficiaries = (complete?.beneficiaries ?? []).map(({ party }) => party);
  const toSelf = beneficiaries.length > 0 && beneficiaries.every((ref) => conductors.includes(ref));
  const offered = !complete && start.direction === 'in';
  const enters =
    !exchanges.has(complete?.disposition) &&
    complete?.disposition !== 'to_vc_wallet' &&
    (offered || toSelf || paysClient.has(complete?.disposition));
  const worth = enters ? entering : leaving;
  const refs = enters && beneficiaries.length > 0 ? beneficiaries : conductors;
  const subjects = [...new Set(refs.flatMap((ref) => index.subjectOf(ref) ?? []))].sort();
  if (!worth || subjects.length === 0) return [];
  const direction = enters ? 'in' : 'out';
  const leg = 2 * number + (enters ? 1 : 0);
  return [{ direction, movement, leg, worth, subjects, own: refs }];
}

function addEntries(
  entries: SubjectEntry[],
  side: Side,
  transaction: Transaction,
  sides: readonly Side[],
  index: ReportIndex,
): void {
  const present = presenceAt(side, index);
  const kind = kindOf(side.direction, side.movement, transaction);
  const names = { entity: index.entity, report: index.report.reference };
  const onSide = sideFields(side, index);
  const common = () => Object.assign(copiedFields(transaction, names), onSide);
  for (const subject of side.subjects) {
    const internal = isInternal(subject, side, sides);
    const counterparty = internal
      ? ownOtherAccount(side, index)
      : otherSide(side, kind, subject, transaction, index);
    const entry: Entry = Object.assign(common(), {
      role: 'holder' as const,
      kind: internal ? 'internal' : kind,
    });
    if (counterparty) entry.counterparty = counterparty;
    entries.push({ subject, entry: Object.assign(entry, present.fields) });
  }
  if (present.others.length > 0) {
    entries.push(...conductorEntries(side, kind, common, present, index));
  }
}

/** Both accounts are the subject's own: nothing came or went. */
const isInternal = (subject: LedgerKey, side: Side, sides: readonly Side[]): boolean =>
  sides.some(
    (other) =>
      other.movement === side.movement &&
      other.direction !== side.direction &&
      other.subjects.includes(subject),
  );

/** The other side of an internal movement is the subject again, with its other account. */
function ownOtherAccount({ direction, movement }: Side, index: ReportIndex) {
  const other = index.account(
    direction === 'in' ? movement.start.account : movement.complete?.account,
  );
  if (!other) return undefined;
  const key = index.accountKey(other);
  const kind = index.party(other.holders[0])?.kind ?? 'person';
  return { key, keys: [key], kind, institution: other.fi, tie: 'account' as const };
}

function otherSide(
  { direction, movement, own }: Side,
  kind: EntryKind,
  subject: LedgerKey,
  { at, context }: Transaction,
  index: ReportIndex,
) {
  const self = index.party(own.find((ref) => index.subjectOf(ref) === subject));
  return counterpartyOf({ direction, kind, movement, at, context, own, self }, index);
}

function conductorEntries(
  { own }: Side,
  kind: EntryKind,
  common: () => Omit<Entry, 'role' | 'kind'>,
  { fields, others }: Presence,
  index: ReportIndex,
): SubjectEntry[] {
  const [holder] = own.flatMap((ref) => index.party(ref) ?? []);
  const key = holder && index.recognized(holder).key;
  const counterparty = holder && key && { key, keys: [key], kind: holder.kind };
  return others.map((subject) => ({
    subject,
    entry: Object.assign(common(), {
      role: 'conductor' as const,
      kind,
      ...(counterparty && { counterparty }),
      ...fields,
      conductor: 'other' as const,
      conductorKey: subject,
    }),
  }));
}

type SideFields = Pick<Entry, 'leg' | 'direction' | 'amount'> &
  Partial<Pick<Entry, 'cadMinor' | 'account' | 'accountType' | 'namedBeneficiary'>>;

function sideFields(
  { direction, movement, leg, worth, account, own }: Side,
  index: ReportIndex,
): SideFields {
  const named =
    direction === 'in' && account
      ? (movement.complete?.beneficiaries ?? [])
          .map(({ party }) => index.party(party))
          .find((party) => party?.kind === 'person' && !own.includes(party.ref))
      : undefined;
  const namedKey = named && index.recognized(named).key;
  const fields: SideFields = { leg, direction, ...worthOf(worth) };
  if (account) {
    fields.account = index.accountKey(account);
    fields.accountType = account.type;
  }
  if (namedKey) fields.namedBeneficiary = namedKey;
  return fields;
}

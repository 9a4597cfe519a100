import type { LedgerKey } from '../identifiers.ts';
import type { Account, Transaction } from '../reports/report.ts';
import { copiedFields } from './copied-fields.ts';
import { counterpartyOf, partyKey } from './counterparty-of.ts';
import type { Entry, EntryKind } from './entry.ts';
import { kindOf } from './entry-kind.ts';
import { type Movement, movementsOf, type Value } from './movements.ts';
import { type Presence, presenceAt } from './presence.ts';
import { accountKey } from './recognition-keys.ts';
import type { ReportIndex } from './report-index.ts';

/** An entry and the subject in whose ledger it belongs. */
export type SubjectEntry = { subject: LedgerKey; entry: Entry };

/** One side of one movement: what entered or left for some subjects. */
type Side = {
  direction: 'in' | 'out';
  movement: Movement;
  leg: number;
  value: Value;
  account?: Account;
  /** The subjects whose money it is. */
  subjects: readonly LedgerKey[];
  /** Their parties. */
  own: ReadonlySet<string>;
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
  const movements = movementsOf(transaction);
  const throughAccounts = movements.flatMap((movement, number) =>
    accountSides(movement, number, index),
  );
  const sides =
    throughAccounts.length > 0
      ? throughAccounts
      : movements.flatMap((movement, number) => clientSide(movement, number, index));
  return sides.flatMap((side) => entriesOfSide(side, transaction, sides, index));
}

function accountSides(movement: Movement, number: number, index: ReportIndex): Side[] {
  const { start, complete, leaving, entering } = movement;
  const from = start.direction === 'out' ? index.account(start.account) : undefined;
  const into =
    complete?.disposition === 'deposit' || complete?.disposition === 'payment_to_account'
      ? index.account(complete.account)
      : undefined;
  const side = (direction: 'in' | 'out', account: Account, value: Value): Side => ({
    direction,
    movement,
    leg: 2 * number + (direction === 'in' ? 1 : 0),
    value,
    account,
    subjects: index.holdersOf(account),
    own: new Set(account.holders),
  });
  return [
    ...(from && leaving ? [side('out', from, leaving)] : []),
    ...(into && entering ? [side('in', into, entering)] : []),
  ];
}

/** Dispositions by which the client is paid. */
const paysClient = new Set<string | undefined>(['cash_out', 'exchange_to_fiat', 'deposit']);

function clientSide(movement: Movement, number: number, index: ReportIndex): Side[] {
  const { start, complete, leaving, entering } = movement;
  const conductors = (start.conductors ?? []).map(({ party }) => party);
  const beneficiaries = (complete?.beneficiaries ?? []).map(({ party }) => party);
  const toSelf = beneficiaries.length > 0 && beneficiaries.every((ref) => conductors.includes(ref));
  const offered = !complete && start.direction === 'in';
  const exchange = complete?.disposition === 'exchange_to_vc';
  const enters =
    !exchange &&
    complete?.disposition !== 'to_vc_wallet' &&
    (offered || toSelf || paysClient.has(complete?.disposition));
  const value = enters ? entering : leaving;
  const refs = enters && beneficiaries.length > 0 ? beneficiaries : conductors;
  const subjects = [...new Set(refs.flatMap((ref) => index.subjectOf(ref) ?? []))].sort();
  if (!value || subjects.length === 0) return [];
  const direction = enters ? 'in' : 'out';
  const leg = 2 * number + (enters ? 1 : 0);
  return [{ direction, movement, leg, value, subjects, own: new Set(refs) }];
}

function entriesOfSide(
  side: Side,
  transaction: Transaction,
  sides: readonly Side[],
  index: ReportIndex,
): SubjectEntry[] {
  const present = presenceAt({ ...side, start: side.movement.start }, index);
  const kind = kindOf(side.direction, side.movement, transaction);
  const names = { entity: index.entity, report: index.report.reference };
  const common = { ...copiedFields(transaction, names), ...sideFields(side, index) };
  const ownEntries = side.subjects.map((subject) => {
    const internal = isInternal(subject, side, sides);
    const counterparty = internal
      ? ownOtherAccount(side, index)
      : otherSide(side, kind, subject, transaction, index);
    const entry: Entry = {
      ...common,
      role: 'holder',
      kind: internal ? 'internal' : kind,
      ...(counterparty && { counterparty }),
      ...present.fields,
    };
    return { subject, entry };
  });
  return [...ownEntries, ...conductorEntries(side, kind, common, present, index)];
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
  const key = accountKey(other);
  const kind = index.party(other.holders[0])?.kind ?? 'person';
  return { key, keys: [key], kind, institution: other.fi, tie: 'account' as const };
}

function otherSide(
  { direction, movement, own }: Side,
  kind: EntryKind,
  subject: LedgerKey,
  { context }: Transaction,
  index: ReportIndex,
) {
  const self = index.party([...own].find((ref) => index.subjectOf(ref) === subject));
  return counterpartyOf({ direction, kind, movement, context, own, self }, index);
}

function conductorEntries(
  { own }: Side,
  kind: EntryKind,
  common: Omit<Entry, 'role' | 'kind'>,
  { fields, others }: Presence,
  index: ReportIndex,
): SubjectEntry[] {
  const [holder] = [...own].flatMap((ref) => index.party(ref) ?? []);
  const key = holder && partyKey(holder, index);
  const counterparty = holder && key && { key, keys: [key], kind: holder.kind };
  return others.map((subject) => ({
    subject,
    entry: {
      ...common,
      role: 'conductor',
      kind,
      ...(counterparty && { counterparty }),
      ...fields,
      conductor: 'other',
      conductorKey: subject,
    },
  }));
}

function sideFields({ direction, movement, leg, value, account, own }: Side, index: ReportIndex) {
  const named = (movement.complete?.beneficiaries ?? [])
    .flatMap(({ party }) => index.party(party) ?? [])
    .find((party) => party.kind === 'person' && !own.has(party.ref));
  const namedKey = direction === 'in' && account && named ? partyKey(named, index) : undefined;
  return {
    leg,
    direction,
    ...value,
    ...(account && { account: accountKey(account), accountType: account.type }),
    ...(namedKey && { namedBeneficiary: namedKey }),
  };
}

import type { Party } from '../reports/report.ts';
import type { Counterparty } from './entry.ts';
import { foldText } from './fold-text.ts';
import { addressKey, nameOf, phoneKey } from './recognition-keys.ts';
import type { ReportIndex } from './report-index.ts';

type Tie = NonNullable<Counterparty['tie']>;

/**
 * Why `other` is no stranger to `own`, as far as this report tells; the first reason that holds, in
 * the order of the catalogue's `unrelated`: surname, address, phone, account, relationship, employer.
 */
export function tieBetween(own: Party, other: Party, index: ReportIndex): Tie | undefined {
  if (shareSurname(own, other)) return 'surname';
  if (shareAddress(own, other)) return 'address';
  if (sharePhone(own, other)) return 'phone';
  if (shareAccount(own, other, index)) return 'account';
  const kinds = relationshipKinds(own, other, index);
  if (kinds.some((kind) => kind !== 'employer')) return 'relationship';
  return kinds.length > 0 || employs(own, other) || employs(other, own) ? 'employer' : undefined;
}

/** Words of two letters and more: "Example-Sample" has a surname in common with "Sample". */
const surnameTokens = (party: Party): string[] =>
  party.kind === 'person'
    ? foldText(party.surname ?? '')
        .split(/[^\p{L}\p{N}']+/u)
        .filter((token) => token.length > 1)
    : [];

function shareSurname(own: Party, other: Party): boolean {
  const tokens = new Set(surnameTokens(own));
  return surnameTokens(other).some((token) => tokens.has(token));
}

/** Somebody known only by a typed name: any of its words may be the surname. */
export function sharesTypedSurname(own: Party, typed: string): boolean {
  const words = new Set(foldText(typed).split(/[^\p{L}\p{N}']+/u));
  return surnameTokens(own).some((token) => words.has(token));
}

const shareAddress = (own: Party, other: Party): boolean => {
  const address = own.address && addressKey(own.address);
  return (
    address !== undefined && other.address !== undefined && addressKey(other.address) === address
  );
};

const sharePhone = (own: Party, other: Party): boolean => {
  const phone = own.phone && phoneKey(own.phone);
  return phone !== undefined && other.phone !== undefined && phoneKey(other.phone) === phone;
};

const shareAccount = (own: Party, other: Party, { accountsOf }: ReportIndex): boolean =>
  accountsOf(own.ref).some(({ holders }) => holders.includes(other.ref));

const employs = (employer: Party, worker: Party): boolean => {
  const name = nameOf(employer);
  const stated = worker.kind === 'person' ? worker.employer : undefined;
  return name !== undefined && stated !== undefined && foldText(name) === foldText(stated);
};

/**
 * The words of supporting records and of instructions given on somebody's behalf. Only close ones
 * tie: an agent, a customer or a friend stays a third party.
 */
function relationshipKinds(own: Party, other: Party, index: ReportIndex): string[] {
  return index
    .relationsBetween(own.ref, other.ref)
    .flatMap((word) => (distant.has(word) ? [] : [employment.has(word) ? 'employer' : word]));
}

const employment = new Set(['employer', 'employee']);
const distant = new Set([
  'accountant',
  'agent',
  'borrower',
  'broker',
  'customer',
  'friend',
  'legal_counsel',
  'other',
  'vendor',
]);

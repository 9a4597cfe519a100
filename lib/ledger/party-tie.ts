import type { Account, Party } from '../reports/report.ts';
import type { Counterparty } from './entry.ts';
import { foldText } from './fold-text.ts';
import { onFirstUse } from './on-first-use.ts';
import { addressKey, nameOf, phoneKey } from './recognition-keys.ts';
import { surnameWords } from './surname-words.ts';

export type Tie = NonNullable<Counterparty['tie']>;

/** What else the report tells of two parties. */
type Known = {
  accountsOf(ref: string): readonly Account[];
  /** The words for what two parties are to each other, whichever of them comes first. */
  relationsBetween(a: string, b: string): readonly string[];
};

/**
 * Tells why `other` is no stranger to `own`, as far as a report tells; the first reason that holds,
 * in the order of the catalogue's `unrelated`: surname, address, phone, account, relationship,
 * employer.
 */
export function tiesIn(report: Known): (own: Party, other: Party) => Tie | undefined {
  const detailsOf = onFirstUse((party: Party) => ({
    surnames: surnameTokens(party),
    address: party.address && addressKey(party.address),
    phone: party.phone && phoneKey(party.phone),
  }));
  const tieBetween = (own: Party, other: Party): Tie | undefined => {
    const mine = detailsOf(own);
    const theirs = detailsOf(other);
    if (mine.surnames.some((word) => theirs.surnames.includes(word))) return 'surname';
    if (mine.address && mine.address === theirs.address) return 'address';
    if (mine.phone && mine.phone === theirs.phone) return 'phone';
    if (shareAccount(own, other, report)) return 'account';
    const kinds = relationshipKinds(own, other, report);
    if (kinds.some((kind) => kind !== 'employer')) return 'relationship';
    return kinds.length > 0 || employs(own, other) || employs(other, own) ? 'employer' : undefined;
  };
  const tiesOf = onFirstUse((own: Party) => onFirstUse((other: Party) => tieBetween(own, other)));
  return (own, other) => tiesOf(own)(other);
}

const surnameTokens = (party: Party): string[] =>
  party.kind === 'person' ? surnameWords(party.surname ?? '') : [];

/** Somebody known only by a typed name: any of its words may be the surname. */
export function sharesTypedSurname(own: Party, typed: string): boolean {
  const words = new Set(foldText(typed).split(/[^\p{L}\p{N}']+/u));
  return surnameTokens(own).some((token) => words.has(token));
}

const shareAccount = (own: Party, other: Party, { accountsOf }: Known): boolean =>
  accountsOf(own.ref).some(({ holders }) => holders.includes(other.ref));

const employs = (employer: Party, worker: Party): boolean => {
  const stated = worker.kind === 'person' ? worker.employer : undefined;
  const name = stated === undefined ? undefined : nameOf(employer);
  return name !== undefined && stated !== undefined && foldText(name) === foldText(stated);
};

/**
 * The words of supporting records and of instructions given on somebody's behalf. Only close ones
 * tie: an agent, a customer or a friend stays a third party.
 */
const relationshipKinds = (own: Party, other: Party, { relationsBetween }: Known): string[] =>
  relationsBetween(own.ref, other.ref).flatMap((word) =>
    distant.has(word) ? [] : [employment.has(word) ? 'employer' : word],
  );

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

import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import type { Member, PartyDetails } from './contribution.ts';
import { compareEntries, type Entry } from './entry.ts';
import { surnameWords } from './surname-words.ts';

/**
 * What a report tells of somebody who uses a contact detail, so that the ledger of the detail alone
 * says whether its users look related: whose report changes, changes that ledger as well.
 */
export function userDetails(
  { kind, surname }: Pick<PartyDetails, 'kind' | 'surname'>,
  entries: readonly Entry[],
): Pick<Member, 'kind' | 'surnames' | 'paidBy'> {
  const surnames = new Set(surnameWords(surname ?? '').map((word) => ledgerKey('name', word)));
  const paidBy = payersOf(entries);
  return {
    kind,
    ...(surnames.size > 0 && { surnames: [...surnames].sort() }),
    ...(paidBy.length > 0 && { paidBy }),
  };
}

/** Who pays wages, by every key that tells an employer from others, each since the first pay. */
function payersOf(entries: readonly Entry[]): NonNullable<Member['paidBy']> {
  const since = new Map<LedgerKey, string>();
  for (const entry of entries.filter(isPay).sort(compareEntries)) {
    for (const key of employerKeys(entry)) since.set(key, since.get(key) ?? entry.at);
  }
  return [...since]
    .map(([key, at]) => ({ key, since: at }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Wages that came in for the subject itself. */
export const isPay = ({ kind, direction, role, attempted }: Entry): boolean =>
  kind === 'payroll' && direction === 'in' && role === 'holder' && !attempted;

/** By these the other side is told from other employers; an address or a telephone may be shared. */
export const employerKeys = ({ counterparty }: Entry): LedgerKey[] =>
  (counterparty?.keys ?? []).filter((key) => /^(party|account|name):/.test(key));

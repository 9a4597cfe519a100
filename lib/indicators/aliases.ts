import type { PartyDetails } from '../ledger/contribution.ts';
import type { Entry } from '../ledger/entry.ts';
import { bracketedNames, wordsOf } from './text-matching.ts';

/**
 * Second names in brackets or quotes, in what the sender typed as recipient, that are no part of the subject's own names nor of the other side's: "jane@example.com (Bambi)".
 */
export function aliasesOf(entry: Entry, party: Partial<PartyDetails>): string[] {
  const names = bracketedNames(entry.recipientAsTyped ?? '');
  if (names.length === 0) return [];
  const { given = '', surname = '', name = '' } = party;
  const known = new Set(wordsOf(`${given} ${surname} ${name} ${entry.counterparty?.name ?? ''}`));
  return names.filter((alias) => !wordsOf(alias).some((part) => known.has(part)));
}

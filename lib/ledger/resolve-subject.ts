import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import type { Account, Party } from '../reports/report.ts';
import { foldText } from './fold-text.ts';
import { accountKey, documentParts, nameBirthParts, nameOf } from './recognition-keys.ts';

/**
 * The key of the subject a party is, from what its own report says of it and nothing else: no state
 * is read, so reports may come in any order. The strongest identifier decides:
 *
 * 1. the client number within the reporting entity,
 * 2. a government document (the first in alphabetical order), or an organization's registration,
 * 3. a person's full name and birth date,
 * 4. being a holder of an account, with the name.
 *
 * Whoever has several of them is linked to the others by link keys, not merged.
 *
 * @param held the accounts of the report that the party holds.
 * @returns undefined for somebody known only by a name, an address or a handle, and for a merchant
 *   who holds no account of the report: a counterparty, not a subject.
 */
export function resolveSubject(
  party: Party,
  { entity, held }: { entity: string; held: readonly Account[] },
): LedgerKey | undefined {
  if (party.role === 'merchant' && held.length === 0) return undefined;
  if (party.clientNumber) return ledgerKey('party', 'client', entity, party.clientNumber.trim());

  const document = first(documents(party));
  if (document) return ledgerKey('party', 'document', document);

  const nameAndBirth = party.kind === 'person' && nameBirthParts(party);
  if (nameAndBirth) return ledgerKey('party', 'name-birth', ...nameAndBirth);

  const account = first(held.map(accountKey));
  return account && ledgerKey('party', 'holder', account, foldText(nameOf(party) ?? ''));
}

const documents = (party: Party): string[] =>
  [
    ...(party.ids ?? []).map(documentParts),
    ...(party.kind === 'entity' ? (party.registrations ?? []) : []).map((registration) =>
      documentParts({ ...registration, type: 'government_id' }),
    ),
  ].flatMap((parts) => (parts ? [JSON.stringify(parts)] : []));

const first = (texts: readonly string[]): string | undefined => [...texts].sort()[0];

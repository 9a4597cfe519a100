import type { LedgerKey } from '../identifiers.ts';
import {
  accountKey,
  addressKey,
  emailKey,
  nameBirthKey,
  phoneKey,
} from '../ledger/recognition-keys.ts';
import type { FiledInformation } from './information-record.ts';

/**
 * The keys by which reports would recognize what a record names, each once, sorted: those of ledgers,
 * folded in the same way. A name without a birth date, an address without a postal code and a licence
 * plate give none: too many share the first two, and reports have no place for the third.
 */
export function keysNamed({
  persons,
  phones,
  emails,
  accounts,
  addresses,
}: Pick<
  FiledInformation,
  'persons' | 'phones' | 'emails' | 'accounts' | 'addresses'
>): LedgerKey[] {
  const keys = [
    ...persons.map(({ surname, given, birthDate }) =>
      nameBirthKey({ ref: '', kind: 'person', role: 'unknown', surname, given, birthDate }),
    ),
    ...phones.map(phoneKey),
    ...emails.map(emailKey),
    ...accounts.map(({ institution: fi, branch, number }) => accountKey({ fi, branch, number })),
    ...addresses.map(addressKey),
  ];
  return [...new Set(keys.flatMap((key) => key ?? []))].sort();
}

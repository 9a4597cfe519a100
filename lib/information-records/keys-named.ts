import type { LedgerKey } from '../identifiers.ts';
import {
  accountKey,
  addressKey,
  deviceKey,
  emailKey,
  handleKey,
  identityKey,
  nameBirthKey,
  phoneKey,
  walletKey,
} from '../ledger/recognition-keys.ts';
import type { FiledInformation, NamedPerson } from './information-record.ts';

type Identifiers = Pick<
  FiledInformation,
  | 'persons'
  | 'phones'
  | 'emails'
  | 'accounts'
  | 'addresses'
  | 'documents'
  | 'handles'
  | 'wallets'
  | 'devices'
>;

/** Where in a record something stands, as a JSON pointer: "/phones/0"; and the key that it gives. */
export type NamedKey = { pointer: string; key: LedgerKey };

/**
 * The keys by which reports would recognize what a record names, in the order of the record: those of
 * ledgers, folded in the same way. A name without a whole birth date and an address without a postal code
 * give none, since too many share them; a licence plate gives none, since reports have no place for it.
 */
export function keysNamed(record: Identifiers): NamedKey[] {
  const { persons, phones, emails, accounts, addresses } = record;
  const { documents, handles, wallets, devices } = record;
  return [
    ...keysIn('persons', persons, personKey),
    ...keysIn('phones', phones, phoneKey),
    ...keysIn('emails', emails, emailKey),
    ...keysIn('accounts', accounts, ({ institution: fi, branch, number }) =>
      accountKey({ fi, branch, number }),
    ),
    ...keysIn('addresses', addresses, addressKey),
    ...keysIn('documents', documents, identityKey),
    ...keysIn('handles', handles, handleKey),
    ...keysIn('wallets', wallets, walletKey),
    // Only numbers that are the same for every reporting entity may stand in a record.
    ...keysIn('devices', devices, (device) => deviceKey(device, '')),
  ];
}

/** The same keys, each once, sorted. */
export const distinctKeysNamed = (record: Identifiers): LedgerKey[] =>
  [...new Set(keysNamed(record).map(({ key }) => key))].sort();

const keysIn = <T>(
  kind: keyof Identifiers,
  all: readonly T[],
  keyOf: (one: T) => LedgerKey | undefined,
): NamedKey[] =>
  all.flatMap((one, place) => {
    const key = keyOf(one);
    return key ? [{ pointer: `/${kind}/${place}`, key }] : [];
  });

function personKey({ surname, given, birthDate }: NamedPerson): LedgerKey | undefined {
  if (birthDate?.length !== wholeDate) return undefined;
  return nameBirthKey({ ref: '', kind: 'person', role: 'unknown', surname, given, birthDate });
}

const wholeDate = 'yyyy-mm-dd'.length;

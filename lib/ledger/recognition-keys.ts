import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import { rememberLatest } from '../remember-latest.ts';
import type { Account, Party, Person } from '../reports/report.ts';
import { foldText } from './fold-text.ts';

/*
 * The keys by which somebody is recognized from one report to the next. Each is built from a
 * normalized value, so that two spellings of one thing give one key; a value too poor to identify
 * anything gives none. Only hashes leave this file.
 */

type Identification = NonNullable<Party['ids']>[number];
type Address = NonNullable<Party['address']>;

/** Numbers are written with and without separators and leading zeros. */
const plainNumber = rememberLatest((text) => plainText(text).replace(/^0+(?=.)/, ''));
const plainText = rememberLatest((text) => foldText(text).replace(/[^\p{L}\p{N}]/gu, ''));

export const accountKey = ({ fi, branch, number }: Pick<Account, 'fi' | 'branch' | 'number'>) =>
  ledgerKey('account', plainNumber(fi), plainNumber(branch), plainNumber(number));

/** Digits with the country code; ten digits are North American. */
export const phoneKey = rememberLatest((phone): LedgerKey | undefined => {
  const digits = phone.replace(/\D/g, '').replace(/^00/, '');
  if (digits.length < 7) return undefined;
  const international = digits.length === 10 && !phone.trim().startsWith('+');
  return ledgerKey('phone', international ? `1${digits}` : digits);
});

export const emailKey = rememberLatest((email): LedgerKey | undefined => {
  const address = email.trim().toLowerCase();
  return /^[^@\s]+@[^@\s]+$/.test(address) ? ledgerKey('email', address) : undefined;
});

/** What a document says of its holder: a number means nothing without the type and the issuer. */
export function documentParts(document: Identification): string[] | undefined {
  const { type, country, province, number } = document;
  if (type === 'other' || !(country ?? province) || !plainText(number)) return undefined;
  // A province issues for Canada unless the report says otherwise.
  return [type, country ?? 'CA', province ?? '', plainText(number)];
}

export function identityKey(document: Identification): LedgerKey | undefined {
  const parts = documentParts(document);
  return parts && ledgerKey('identity', ...parts);
}

/** Surname, given name and birth date; a person lacking one of them is not recognized by it. */
export function nameBirthParts({ surname, given, birthDate }: Person): string[] | undefined {
  if (!surname || !given || !birthDate) return undefined;
  return [foldText(surname), foldText(given), birthDate];
}

export function nameBirthKey(person: Person): LedgerKey | undefined {
  const parts = nameBirthParts(person);
  return parts && ledgerKey('name-birth', ...parts);
}

/** Only a full address is shared by few: street, city and postal code. */
export function addressKey({ unit, building, street, city, postal }: Address) {
  if (!street || !city || !postal) return undefined;
  const line = foldText([building, street].filter(Boolean).join(' '));
  return ledgerKey('address', plainText(unit ?? ''), line, foldText(city), plainText(postal));
}

/**
 * A hardware number (IMEI, MAC address) is the same everywhere; any other token means something only
 * to the reporting entity that gave it.
 */
export function deviceKey(device: string, entity: string): LedgerKey {
  const token = plainText(device);
  const hardware = /^\d{15}$/.test(token) || /^[0-9a-f]{12}$/.test(token);
  return hardware ? ledgerKey('device', token) : ledgerKey('device', entity, device.trim());
}

export const handleKey = rememberLatest((handle) =>
  ledgerKey('handle', foldText(handle).replace(/^@/, '')),
);

export const nameKey = rememberLatest((name) => ledgerKey('name', foldText(name)));

/** Hexadecimal and bech32 addresses are written in any case, others only in one. */
export function walletKey(address: string): LedgerKey {
  const trimmed = address.trim();
  return ledgerKey('wallet', /^(0x|bc1|tb1|ltc1)/i.test(trimmed) ? trimmed.toLowerCase() : trimmed);
}

/** "Alex EXAMPLE", or the name of an organization. */
export function nameOf(party: Party): string | undefined {
  if (party.kind === 'entity') return party.name;
  return [party.given, party.surname].filter(Boolean).join(' ') || undefined;
}

import { describe, expect, test } from 'vitest';
import { alex, entity, report, subjectKeyOf } from '../../test/support/disclosure-case.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { contributionsOfReport } from '../ledger/contributions-of-report.ts';
import { deviceKey, walletKey } from '../ledger/recognition-keys.ts';
import type { FiledInformation } from './information-record.ts';
import { distinctKeysNamed, keysNamed } from './keys-named.ts';

const only = (other: Partial<FiledInformation>) =>
  distinctKeysNamed(filedInformation({ phones: [], ...other }));

/** The keys by which a report about Alex, who lives at a full address, is found again. */
const homed = {
  ...alex,
  email: 'Alex@Example.com',
  address: { building: '12', street: 'Sample St', city: 'Toronto', postal: 'M5V 1A1' },
  ids: [{ type: 'passport' as const, number: 'AB 123456', country: 'CA' }],
};
const reported = contributionsOfReport(
  { ...report, parties: [homed, ...report.parties.slice(1)] },
  { entity, revision: '1' },
).get(subjectKeyOf(alex))?.keys;

describe('given a report about somebody', () => {
  test.each<[string, Partial<FiledInformation>]>([
    ['telephone', { phones: ['+1 416 555 0142'] }],
    ['e-mail address', { emails: ['alex@example.com'] }],
    [
      'name and birth date',
      { persons: [{ surname: 'Éxample', given: 'alex', birthDate: '1996-02-11', aliases: [] }] },
    ],
    ['account', { accounts: [{ institution: '0999', branch: '12', number: '555-0001' }] }],
    [
      'address',
      { addresses: [{ building: '12', street: 'SAMPLE ST', city: 'toronto', postal: 'm5v1a1' }] },
    ],
    ['document', { documents: [{ type: 'passport', number: 'ab-123456', country: 'CA' }] }],
  ])('when a record has the same %s in another spelling, then they meet', (_, other) => {
    const keys = only(other);
    expect(keys).toHaveLength(1);
    expect(reported).toContain(keys[0]);
  });
});

test.each<Partial<FiledInformation>>([
  { persons: [{ surname: 'Example', given: 'Alex', aliases: [] }] },
  { addresses: [{ street: 'Sample St', city: 'Toronto' }] },
  { plates: [{ number: 'ABCD 123', province: 'ON' }] },
])('given only what many share or no report has (%j), then nobody is recognized by it', (other) => {
  expect(only(other)).toEqual([]);
});

test('given a wallet or a device, then it is the key that reports give', () => {
  const [wallet, imei] = ['bc1QAR0SRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ', '490154203237518'];
  expect(only({ wallets: [wallet] })).toEqual([walletKey(wallet.toLowerCase())]);
  expect(only({ devices: ['49-015420-323751-8'] })).toEqual([deviceKey(imei, entity)]);
});

test('given a year of birth alone, then nobody is recognized by it', () => {
  const persons = [{ surname: 'Example', given: 'Alex', birthDate: '1996', aliases: [] }];
  expect(only({ persons })).toEqual([]);
});

test('given several identifiers, then it is told which of them gives which key', () => {
  const record = filedInformation({ phones: ['416-555-0142'], emails: ['alex@example.com'] });
  expect(keysNamed(record).map(({ pointer }) => pointer)).toEqual(['/phones/0', '/emails/0']);
});

test('given one thing in two spellings, then it is one key', () => {
  expect(only({ phones: ['416-555-0142', '+14165550142'] })).toHaveLength(1);
});

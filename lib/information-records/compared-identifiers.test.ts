import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filedInformation } from '../../test/support/filed-information.ts';
import { filedRecords } from '../../test/support/information-arbitraries.ts';
import { comparedIdentifiers } from './compared-identifiers.ts';
import { type FiledInformation, identifierKinds } from './information-record.ts';
import { keysNamed } from './keys-named.ts';
import { watchedIn } from './match-information.ts';

const person = (other: Partial<FiledInformation['persons'][number]>) => ({
  persons: [{ surname: 'Example', given: 'Alex', aliases: [], ...other }],
});
const address = { street: 'Sample St', city: 'Toronto' };

test.each<[string, Partial<FiledInformation>, object]>([
  ['a telephone', { phones: ['416-555-0142'] }, { comparedWith: 'every-report' }],
  ['a user name', { handles: ['@bambi'] }, { comparedWith: 'every-report' }],
  [
    'a name with a birth date',
    person({ birthDate: '1996-02-11' }),
    { comparedWith: 'every-report' },
  ],
  [
    'a name with a year of birth',
    person({ birthDate: '1996' }),
    { comparedWith: 'names-in-open-cases' },
  ],
  ['a name', person({}), { comparedWith: 'names-in-open-cases' }],
  [
    'a surname alone',
    { persons: [{ surname: 'Example', aliases: [] }] },
    { comparedWith: 'nothing', why: 'name-incomplete' },
  ],
  [
    'an address with a postal code',
    { addresses: [{ ...address, postal: 'M5V 1A1' }] },
    { comparedWith: 'every-report' },
  ],
  [
    'an address without one',
    { addresses: [address] },
    { comparedWith: 'nothing', why: 'postal-code-missing' },
  ],
  [
    'a licence plate',
    { plates: [{ number: 'ABCD 123' }] },
    { comparedWith: 'nothing', why: 'not-in-reports' },
  ],
])('given %s, then it is told with what it is compared', (_, other, told) => {
  expect(comparedIdentifiers(filedInformation({ phones: [], ...other }))).toMatchObject([told]);
});

test('for any record, each identifier is told once, in its place', () => {
  fc.assert(
    fc.property(filedRecords, (record) => {
      const places = identifierKinds.flatMap((kind) =>
        record[kind].map((__, place) => `/${kind}/${place}`),
      );
      expect(comparedIdentifiers(record).map(({ pointer }) => pointer)).toEqual(places);
    }),
  );
});

test('for any record, exactly what is told to be compared is watched for', () => {
  fc.assert(
    fc.property(filedRecords, (record) => {
      const told = comparedIdentifiers(record);
      const kept = { ...record, recordId: '', agency: 'ON-OPP', filedBy: '', receivedAt: '' };
      const { keys, persons = [] } = watchedIn(kept);
      const exact = told.filter(({ comparedWith }) => comparedWith === 'every-report');
      const pointers = new Set(exact.map(({ pointer }) => pointer));
      const named = keysNamed(record).filter(({ pointer }) => pointers.has(pointer));
      expect([...new Set(named.map(({ key }) => key))].sort()).toEqual(keys);
      const byName = told.filter(({ comparedWith }) => comparedWith === 'names-in-open-cases');
      const watched = persons.map(({ pointer }) => pointer);
      expect(watched).toEqual(expect.arrayContaining(byName.map(({ pointer }) => pointer)));
      const alone = told.filter(({ pointer }) => pointer.startsWith('/persons'));
      if (alone.every(({ comparedWith }) => comparedWith === 'nothing'))
        expect(watched).toEqual([]);
      for (const { comparedWith, why } of told) {
        expect(why !== undefined).toBe(comparedWith === 'nothing');
      }
    }),
  );
});

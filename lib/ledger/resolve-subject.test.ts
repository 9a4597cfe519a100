import { describe, expect, test } from 'vitest';
import type { Account, Person } from '../reports/report.ts';
import { resolveSubject } from './resolve-subject.ts';

const account: Account = {
  ref: 'a1',
  fi: '999',
  branch: '00012',
  number: '5550001',
  type: 'personal',
  currency: 'CAD',
  holders: ['p1'],
};
const alex: Person = {
  ref: 'p1',
  kind: 'person',
  role: 'subject',
  surname: 'EXAMPLE',
  given: 'Alex',
  birthDate: '1996-02-11',
  clientNumber: 'C-88120',
  ids: [{ type: 'passport', number: 'AB 123', country: 'CA' }],
};
const { clientNumber: _client, ...stranger } = alex;
const { ids: _ids, ...undocumented } = stranger;
const { birthDate: _birth, ...named } = undocumented;

const resolve = (person: Person, held: Account[] = [], entity = '1234567') =>
  resolveSubject(person, { entity, held });

describe('given two reports of one person, then one subject, by', () => {
  test('the client number, whatever else is said', () => {
    expect(resolve(alex, [account])).toBe(resolve({ ...named, clientNumber: ' C-88120' }));
  });
  test('a document, though the name is spelled otherwise and the entity is another', () => {
    const other = resolve({ ...stranger, surname: 'Exampel' }, [account], '7654321');
    expect(resolve(stranger)).toBe(other);
  });
  test('name and birth date, in any case and with any accents', () => {
    expect(resolve(undocumented)).toBe(resolve({ ...undocumented, given: 'ÁLEX ' }));
  });
  test('the account held, with the name', () => {
    expect(resolve(named, [account])).toBe(resolve({ ...named, ref: 'p9' }, [account]));
  });
});

describe('given two people, then two subjects', () => {
  test('when the same client number is of two entities', () => {
    expect(resolve(alex)).not.toBe(resolve(alex, [], '7654321'));
  });
  test('when two hold one account', () => {
    expect(resolve(named, [account])).not.toBe(resolve({ ...named, given: 'Robin' }, [account]));
  });
});

describe('given somebody who is no subject, then no key', () => {
  test('when only the name is known', () => {
    expect(resolve(named)).toBeUndefined();
  });
  test('when it is a merchant without an account of the report', () => {
    const merchant = { ref: 'm1', kind: 'entity', role: 'merchant', clientNumber: 'C-1' } as const;
    expect(resolveSubject(merchant, { entity: '1234567', held: [] })).toBeUndefined();
    expect(resolveSubject(merchant, { entity: '1234567', held: [account] })).toBeDefined();
  });
});

import { expect, test } from 'vitest';
import { daysLater, entry } from '../../test/support/ledgers.ts';
import { ledgerKey } from '../identifiers.ts';
import { userDetails } from './user-details.ts';

const person = { kind: 'person', surname: 'Sample-Exemple' } as const;
const farm = ledgerKey('party', 'a farm');
const name = ledgerKey('name', 'a farm');
const pay = (days: number, fields = {}) =>
  entry({
    kind: 'payroll',
    at: daysLater(days),
    counterparty: { key: farm, keys: [farm, name, ledgerKey('phone', 'f')], kind: 'entity' },
    ...fields,
  });

test('a user is told by the words of the surname, hashed', () => {
  expect(userDetails(person, [])).toEqual({
    kind: 'person',
    surnames: [ledgerKey('name', 'sample'), ledgerKey('name', 'exemple')].sort(),
  });
  expect(userDetails({ kind: 'entity' }, [])).toEqual({ kind: 'entity' });
});

test('an employer is told by what others do not share, since the first pay', () => {
  const { paidBy } = userDetails(person, [pay(14), pay(0), pay(28)]);
  expect(paidBy).toEqual([farm, name].sort().map((key) => ({ key, since: daysLater(0) })));
});

test('what was only tried, or came to somebody else, is no pay', () => {
  const none = [
    pay(0, { attempted: true }),
    pay(0, { role: 'conductor' }),
    pay(0, { kind: 'emt' }),
  ];
  expect(userDetails(person, none)).not.toHaveProperty('paidBy');
});

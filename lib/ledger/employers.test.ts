import { describe, expect, test } from 'vitest';
import { entry, ledgerWith, subject } from '../../test/support/ledgers.ts';
import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import { employerOf, employersIn, employments } from './employers.ts';
import type { Entry } from './entry.ts';

const account = ledgerKey('account', 'a');
const robin = ledgerKey('party', 'robin');

const pay = (
  {
    name,
    kind = 'entity',
    keys = [],
  }: { name?: string; kind?: 'entity' | 'person'; keys?: LedgerKey[] },
  fields: Partial<Entry> = {},
): Entry =>
  entry({
    kind: 'payroll',
    counterparty: {
      key: keys[0] ?? ledgerKey('name', name ?? ''),
      keys,
      kind,
      ...(name !== undefined && { name }),
    },
    ...fields,
  });

describe('an organization is one employer', () => {
  const wanted = employerOf(pay({ name: 'FERME EXEMPLE INC' }));
  test.each([
    { name: 'Ferme Exemple inc.' },
    { name: 'Ferme  EXEMPLE' },
    { name: 'Férme-Exemple, Inc' },
    { name: 'FERME EXEMPLE INC', keys: [account] },
    { name: 'Ferme Exemple Ltée', kind: 'person' as const },
  ])('when it is written $name', (other) => {
    expect(employerOf(pay(other))).toBe(wanted);
    expect(employerOf(pay(other, { entity: '7654321' }))).toBe(wanted);
  });

  test.each(['Ferme Exemple du Nord inc.', 'Inc', 'Co Ltd'])('but %s is another', (name) => {
    expect(employerOf(pay({ name }))).not.toBe(wanted);
    expect(employerOf(pay({ name }))).toBeDefined();
  });
});

describe('given a person who pays wages', () => {
  const person = { name: 'Alex EXAMPLE', kind: 'person' as const };

  test('then the strongest key tells whom, and the name none of it', () => {
    const asSubject = employerOf(pay({ ...person, keys: [account, robin] }));
    expect(asSubject).toBe(ledgerKey('employer', robin));
    expect(employerOf(pay({ ...person, name: 'A. Example', keys: [robin] }))).toBe(asSubject);
    expect(employerOf(pay({ ...person, keys: [account] }))).toBe(ledgerKey('employer', account));
  });

  test('then a name alone counts within one reporting entity', () => {
    expect(employerOf(pay(person))).toBe(employerOf(pay(person)));
    expect(employerOf(pay(person))).not.toBe(employerOf(pay(person, { entity: '7654321' })));
  });
});

test('given pay by nobody known, then there is no employer', () => {
  expect(employerOf(entry({ kind: 'payroll' }))).toBeUndefined();
  expect(employerOf(pay({}))).toBeUndefined();
});

const farm = { name: 'FERME EXEMPLE INC' };
const employer = employerOf(pay(farm));

describe('what a report tells the ledger of an employer', () => {
  const told = (fields: Partial<Entry>) =>
    employments(subject, { kind: 'person' }, [pay(farm, fields)]).map(({ as }) => as);

  test.each([
    ['own pay makes a worker', {}, ['worker']],
    ['pay that names somebody else makes a collector', { namedBeneficiary: robin }, ['collector']],
    ['pay that was only attempted makes nobody', { attempted: true as const }, []],
    ['money of another kind makes nobody', { kind: 'emt' as const }, []],
  ])('%s', (_, fields, wanted) => {
    expect(told(fields)).toEqual(wanted);
  });

  test('an organization is told of as itself, with pay or without', () => {
    const party = { kind: 'entity' as const, name: 'Ferme Exemple' };
    expect(employments(subject, party, [])).toEqual([{ key: employer, as: 'employer' }]);
  });

  test('a person is told of as employer by the wages he or she pays', () => {
    const paid = pay({ name: 'Robin EXAMPLE', kind: 'person' }, { direction: 'out' });
    expect(employments(subject, { kind: 'person' }, [paid])).toEqual([
      { key: ledgerKey('employer', subject), as: 'employer' },
    ]);
  });
});

test('every employer whose ledger lists a subject is found in the ledger of the subject', () => {
  const entries = [pay(farm), pay({ name: 'OTHER EXAMPLE LTD' }, { namedBeneficiary: robin })];
  const party = { kind: 'person' as const, roleHint: 'unknown' as const };
  expect([...employersIn(ledgerWith(entries, { party }))].sort()).toEqual(
    employments(subject, party, entries)
      .map((one) => one.key)
      .sort(),
  );
});

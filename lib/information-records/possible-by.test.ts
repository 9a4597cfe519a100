import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contributionsOf, type ShortReport, subject } from '../../test/support/case-world.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { mergeContributions } from '../ledger/ledger.ts';
import type { NamedPerson } from './information-record.ts';
import { possibleBy, subjectNames, watchedPersons } from './possible-by.ts';

/** A subject of one report for each description of her. */
function known(...parties: ShortReport['party'][]) {
  const told = parties.flatMap((party = {}, at) => {
    const report = { about: 'a', reference: `r${at}`, party };
    return contributionsOf(report).get(subject('a')) ?? [];
  });
  const contributions = mergeContributions(new Map(), told);
  return subjectNames({ key: subject('a'), version: 1, contributions });
}
const asked = (person: Partial<NamedPerson>) =>
  filedInformation({ persons: [{ surname: 'Example', aliases: [], ...person }] });
const agreed = (person: Partial<NamedPerson>, ...parties: ShortReport['party'][]) =>
  possibleBy(watchedPersons(asked(person).persons), known(...parties)).map(({ agrees }) => agrees);

const alex = { surname: 'EXAMPLE', given: 'Alex' };

describe('given somebody of the same name', () => {
  test.each<[string, Partial<NamedPerson>, ShortReport['party'], string[]]>([
    ['nothing else', alex, alex, ['name']],
    ['a birth date that one of them lacks', { ...alex, birthDate: '1996-02-11' }, alex, ['name']],
    [
      'the year of birth',
      { ...alex, birthDate: '1996' },
      { ...alex, birthDate: '1996-02-11' },
      ['name', 'birth-date'],
    ],
    [
      'the month of birth, and the city',
      { ...alex, birthDate: '1996-02', city: 'MONTRÉAL' },
      { ...alex, birthDate: '1996-02-11', city: 'Montreal' },
      ['name', 'city', 'birth-date'],
    ],
    ['not the city', { ...alex, city: 'Toronto' }, { ...alex, city: 'Kingston' }, ['name']],
  ])('when they share %s, then that is told', (_, person, party, agrees) => {
    expect(agreed(person, party)).toEqual([agrees]);
  });

  test.each(['1997', '1996-03', '1996-02-12'])(
    'when the birth dates are at odds (%s), then it is somebody else',
    (birthDate) => {
      expect(agreed({ ...alex, birthDate }, { ...alex, birthDate: '1996-02-11' })).toEqual([]);
    },
  );

  test('when reports disagree about the birth date, then one that agrees is enough', () => {
    const parties = [
      { ...alex, birthDate: '1996-02-11' },
      { ...alex, birthDate: '1996-11-02' },
    ];
    expect(agreed({ ...alex, birthDate: '1996-11-02' }, ...parties)).toEqual([
      ['name', 'birth-date'],
    ]);
  });
});

describe('given an alias', () => {
  test('when a report has the person under it, then that is told', () => {
    expect(
      agreed({ ...alex, aliases: ['Robin Sample'] }, { surname: 'Sample', given: 'Robin' }),
    ).toEqual([['alias']]);
  });

  test('when a report has it as an alias too, then that is told', () => {
    const party = { surname: 'Sample', given: 'Kim', alias: 'bambi' };
    expect(agreed({ ...alex, aliases: ['Bambi'] }, party)).toEqual([['alias']]);
    expect(agreed({ ...alex, aliases: ['Bambi Sample'] }, party)).toEqual([]);
  });

  test('when a report has the name as an alias, then that is told', () => {
    const party = { surname: 'Sample', given: 'Kim', alias: 'Alex Example' };
    expect(agreed(alex, party)).toEqual([['alias']]);
  });
});

test('given a surname alone, then nobody is like it', () => {
  expect(agreed({ surname: 'Example' }, alex)).toEqual([]);
  expect(agreed({ surname: 'Example' }, { surname: 'Example', given: 'XXX' })).toEqual([]);
});

test('given an organization of that name, then it is not meant', () => {
  expect(agreed(alex, { ...alex, kind: 'entity', name: 'Alex Example' })).toEqual([]);
});

test('given several persons in a record, then it is told which of them is meant', () => {
  const record = filedInformation({
    persons: [
      { surname: 'Sample', given: 'Robin', aliases: [] },
      { surname: 'Example', given: 'Alex', aliases: [] },
    ],
  });
  expect(possibleBy(watchedPersons(record.persons), known(alex))).toEqual([
    { pointer: '/persons/1', agrees: ['name'] },
  ]);
});

const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2010-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const part = fc.constantFrom(4, 7, 10);

test('for any two birth dates, however much of one is known, they are at odds or agree as far as it goes', () => {
  fc.assert(
    fc.property(day, day, part, (one, other, length) => {
      const birthDate = one.slice(0, length);
      const found = agreed({ ...alex, birthDate }, { ...alex, birthDate: other });
      expect(found).toEqual(other.startsWith(birthDate) ? [['name', 'birth-date']] : []);
      expect(agreed({ ...alex, birthDate }, { ...alex, birthDate: one })).toHaveLength(1);
    }),
  );
});

test('for any order of the reports on somebody, they have the same in common', () => {
  const parties = [
    { ...alex, city: 'Toronto' },
    { surname: 'Sample', given: 'Alex' },
    { ...alex, birthDate: '1996-02-11', alias: 'Bambi' },
  ];
  const person = { ...alex, birthDate: '1996', city: 'Toronto', aliases: ['Bambi'] };
  const order = fc.shuffledSubarray(parties, { minLength: parties.length });
  fc.assert(
    fc.property(order, (some) => {
      expect(agreed(person, ...some)).toEqual([['name', 'alias', 'city', 'birth-date']]);
    }),
  );
});

test('for any person, what stands in the log of what is watched for has no word of a name and no city', () => {
  const words = fc.constantFrom('Example', 'Sample', 'Alexandra', 'Robin');
  const person = fc.record({
    ...{ surname: words, given: words, city: fc.constantFrom('Toronto', 'Montréal') },
    aliases: fc.array(words, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(person, { maxLength: 3 }), (persons) => {
      const text = JSON.stringify(watchedPersons(persons)).toLowerCase();
      expect(text).not.toMatch(/example|sample|alexandra|robin|toronto|montr/);
      expect(watchedPersons(persons)).toHaveLength(persons.length);
    }),
  );
});

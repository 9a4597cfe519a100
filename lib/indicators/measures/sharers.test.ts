import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contribution, daysLater, entry, ledgerOf } from '../../../test/support/ledgers.ts';
import { measured } from '../../../test/support/measured.ts';
import { type LedgerKey, ledgerKey } from '../../identifiers.ts';
import type { Member } from '../../ledger/contribution.ts';
import type { Measure } from '../measure.ts';
import { mostUsers, neighbourhoodOf, usersIn } from '../neighbourhood.ts';
import { subjectFacts } from '../subject-facts.ts';

type Sharers = Extract<Measure, { sharers: unknown }>;
const phones: Sharers = { sharers: ['phone'] };

const person = (name: string) => ledgerKey('party', name);
const self = person('self');
const [phone, other, address] = [
  ledgerKey('phone', 'p'),
  ledgerKey('phone', 'q'),
  ledgerKey('address', 'p'),
];
const surname = (...words: string[]) => words.map((word) => ledgerKey('name', word)).sort();
const use = (name: string, days = 0, facts: Partial<Member> = {}): Member => ({
  subject: person(name),
  since: daysLater(days),
  as: 'contact',
  kind: 'person',
  surnames: surname(name),
  ...facts,
});

/** A ledger of a detail: one report for each use. */
const detail = (key: LedgerKey, members: readonly Member[]) =>
  ledgerOf(
    members.map((member, index) =>
      contribution({
        report: { entity: '1234567', reference: `R${index}` },
        revision: String(1000 + index),
        members: [member],
      }),
    ),
    key,
  );

type Details = Record<LedgerKey, readonly Member[]>;

/** As of an entry on each of the days. */
function valuesOn(
  days: readonly number[],
  measure: Sharers,
  details: Details,
  personOf?: (key: LedgerKey) => LedgerKey,
) {
  const entries = days.map((at, index) => entry({ at: daysLater(at), transaction: `T${index}` }));
  const keys = Object.keys(details);
  const own = ledgerOf([contribution({ entries, keys })], self);
  const neighbourhood = neighbourhoodOf({
    ledgers: [own],
    evaluations: new Map(),
    users: new Map(keys.map((key) => [key, usersIn(detail(key, details[key] ?? []))])),
    ...(personOf && { personOf }),
  });
  const facts = subjectFacts(own);
  return measured(measure, facts, { neighbourhood }).values;
}

const value = (measure: Sharers, ...members: Member[]) =>
  valuesOn([10], measure, { [phone]: members })[0];

describe('given a telephone', () => {
  test('then whoever uses it by the moment counts, the subject included', () => {
    expect(value(phones, use('self'))).toBe(1);
    const all = [use('self'), use('a'), use('b', 10), use('c', 10.001)];
    expect(value(phones, ...all)).toBe(3);
  });

  test('then nobody counts before the subject uses it', () => {
    const users = [use('self', 5), use('a'), use('b')];
    expect(valuesOn([4, 5], phones, { [phone]: users })).toEqual([0, 3]);
  });

  test('then somebody told of twice counts once, since the earlier use', () => {
    expect(value(phones, use('self'), use('a', 20), use('a', 10), use('a', 30))).toBe(2);
  });

  test('then people known to be one person count once', () => {
    const personOf = (key: LedgerKey) => (key === person('b') ? person('a') : key);
    const users = [use('self'), use('a'), use('b')];
    expect(valuesOn([10], phones, { [phone]: users }, personOf)).toEqual([2]);
  });

  test('then it is everybody’s once more use it than are counted', () => {
    const users = (count: number) => [
      use('self'),
      ...Array.from({ length: count - 1 }, (_, index) => use(`user ${index}`)),
    ];
    expect(value(phones, ...users(mostUsers))).toBe(mostUsers);
    expect(value(phones, ...users(mostUsers + 1))).toBe(0);
  });
});

test('given several details, then the one with most users decides, of the kinds asked for', () => {
  const details = {
    [phone]: [use('self'), use('a')],
    [other]: [use('self'), use('b'), use('c')],
    [address]: [use('self'), use('a'), use('b'), use('c')],
  };
  expect(valuesOn([10], phones, details)).toEqual([3]);
  expect(valuesOn([10], { sharers: ['phone', 'address'] }, details)).toEqual([4]);
});

describe('given the surnames of users', () => {
  const unrelated: Sharers = { ...phones, unrelated: true };
  const me = use('self', 0, { surnames: surname('sample') });

  test.each<[string, Partial<Member>, number]>([
    ['another one', { surnames: surname('exemple') }, 2],
    ['the same', { surnames: surname('sample') }, 1],
    ['one word in common', { surnames: surname('sample', 'exemple') }, 1],
    ['an organization, which has none', { kind: 'entity', surnames: [] }, 2],
  ])('%s', (_, facts, expected) => {
    expect(value(unrelated, me, use('a', 0, facts))).toBe(expected);
  });

  test('then nothing is said of people whose surname no report tells', () => {
    const { surnames: _, ...nameless } = use('a');
    expect(value(unrelated, me, nameless)).toBe(1);
    expect(value(unrelated, { ...nameless, subject: self }, use('b'))).toBe(1);
  });
});

describe('given families', () => {
  const unrelated: Sharers = { ...phones, unrelated: true };
  const named = (name: string, ...words: string[]) => use(name, 0, { surnames: surname(...words) });
  const mother = named('self', 'tremblay');
  const father = named('a', 'gagnon');

  test.each<[string, Member[], number]>([
    ['one of the other surname counts', [mother, father], 2],
    [
      'of three of the other surname one counts',
      [mother, father, named('b', 'gagnon'), named('c', 'gagnon')],
      2,
    ],
    [
      'nobody counts once a child has both surnames',
      [mother, father, named('b', 'tremblay', 'gagnon')],
      1,
    ],
    ['each of two others counts', [mother, father, named('b', 'gagnon'), named('c', 'roy')], 3],
    [
      'two others joined by a third are one',
      [mother, father, named('b', 'roy'), named('c', 'gagnon', 'roy')],
      2,
    ],
  ])('%s', (_, users, expected) => {
    expect(value(unrelated, ...users)).toBe(expected);
    expect(value(unrelated, ...users.toReversed())).toBe(expected);
  });

  test('each counts where surnames do not matter', () => {
    expect(value(phones, mother, father, named('b', 'gagnon'))).toBe(3);
  });

  test('a company that keeps the telephone is of no family, and its people are of theirs', () => {
    const firm = use('self', 0, { kind: 'entity', surnames: surname('gagnon') });
    expect(value(unrelated, firm, father, named('b', 'gagnon'))).toBe(2);
    const { surnames: _, ...nameless } = use('c');
    expect(value(unrelated, firm, father, nameless)).toBe(2);
  });

  test('each counts once at its work, and nobody of the subject’s who works elsewhere', () => {
    const farm = person('farm');
    const atFarm = (member: Member) => ({
      ...member,
      paidBy: [{ key: farm, since: daysLater(0) }],
    });
    const users = [
      mother,
      atFarm(named('a', 'tremblay')),
      ...['b', 'c', 'd'].map((name) => atFarm(named(name, 'gagnon'))),
    ];
    expect(value({ ...unrelated, sameEmployer: true }, ...users)).toBe(1);
  });

  test('in whatever order people are known by whatever subjects', () => {
    const words = fc.subarray(['gagnon', 'roy', 'cote', 'tremblay'], { maxLength: 2 });
    const families = fc.array(words, { maxLength: 8 });
    // The subjects stand in the order of their keys, so other keys are another order.
    fc.assert(
      fc.property(
        families,
        fc.uniqueArray(fc.nat(), { minLength: 8, maxLength: 8 }),
        (all, keys) => {
          const count = (names: readonly number[]) =>
            value(
              unrelated,
              mother,
              ...all.map((own, index) => named(`user ${names[index]}`, ...own)),
            );
          expect(count(keys)).toBe(count(keys.toReversed()));
        },
      ),
    );
  });
});

test('given who pays them, then those of the commonest employer count, since their first pay', () => {
  const [farm, cannery] = [person('farm'), person('cannery')];
  const paid = (key: LedgerKey, days: number) => ({ paidBy: [{ key, since: daysLater(days) }] });
  const users = [
    use('self'),
    use('a', 0, paid(farm, 1)),
    use('b', 0, paid(farm, 3)),
    use('c', 0, paid(cannery, 2)),
  ];
  const measure: Sharers = { ...phones, sameEmployer: true };
  expect(valuesOn([0, 1, 2, 3], measure, { [phone]: users })).toEqual([0, 1, 1, 2]);
});

test('given organizations, then they alone count where they are asked for', () => {
  const companies = [use('self'), use('a', 0, { kind: 'entity' }), use('b', 0, { kind: 'entity' })];
  expect(value({ ...phones, kind: 'entity' }, ...companies)).toBe(2);
  expect(value({ ...phones, kind: 'person' }, ...companies)).toBe(1);
});

test('for any users, as of each moment it is what a plain count gives', () => {
  const someUses = fc.array(
    fc
      .record({
        name: fc.constantFrom('self', 'a', 'b', 'c', 'd'),
        days: fc.integer({ min: 0, max: 30 }),
      })
      .map(({ name, days }) => use(name, days, { surnames: surname(name < 'c' ? 'x' : name) })),
    { maxLength: 12 },
  );
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(someUses, someUses, days, (some, more, drawn) => {
      const inOrder = [...drawn].sort((a, b) => a - b);
      const measure: Sharers = { ...phones, unrelated: true };
      const values = valuesOn(inOrder, measure, { [phone]: some, [other]: more });
      const counts = inOrder.map((at) => {
        const circles = [some, more].map((members) => {
          const present = members.filter(({ since }) => since <= daysLater(at));
          if (!present.some(({ subject }) => subject === self)) return 0;
          const familyOf = ({ subject, surnames = [] }: Member) => surnames[0] ?? subject;
          return new Set(present.map(familyOf)).size;
        });
        return Math.max(...circles);
      });
      expect(values).toEqual(counts);
    }),
  );
});

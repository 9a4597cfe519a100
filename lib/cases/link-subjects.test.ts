import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  memoryLedgers,
  onDay,
  payments,
  type ShortReport,
  subject,
} from '../../test/support/case-world.ts';
import { ledgerKey } from '../identifiers.ts';
import { knownLedgers } from './known-ledgers.ts';
import { maxLinkedSubjects } from './link-limits.ts';
import { linkSubjects } from './link-subjects.ts';

const phone = (name: string) => ledgerKey('phone', name);

const linked = (reports: readonly ShortReport[], start: string) => {
  const { ledgers, file } = memoryLedgers();
  file(...reports);
  return linkSubjects(subject(start), knownLedgers(ledgers));
};
const names = (...people: string[]) => people.map(subject).sort();

describe('given payments between two people that both report', () => {
  const pay = (
    times: number,
    everyDays: number,
    more: Partial<ShortReport> = {},
  ): ShortReport[] => {
    const made = payments('payer', 'payee', { times, everyDays });
    const living = Array.from({ length: 9 }, (_, index) => ({
      to: `shop-${index}`,
      at: onDay(index),
      cad: 400,
    }));
    return [
      { about: 'payer', payments: [...made.out, ...living], ...more },
      { about: 'payee', payments: made.in },
    ];
  };

  test('when there are three within 60 days, then they are linked, from either end', async () => {
    const reports = pay(3, 29);
    const link = {
      a: subject('payer'),
      b: subject('payee'),
      reason: 'transfers',
      transfers: { count: 3, totalCadMinor: 30_000 },
    };
    for (const start of ['payer', 'payee']) {
      const { subjects, links } = await linked(reports, start);
      expect(subjects).toEqual(names('payer', 'payee'));
      expect(links).toEqual([link]);
    }
  });

  test('when the third comes 60 days after the first, then they are not', async () => {
    expect((await linked(pay(3, 30), 'payer')).subjects).toEqual(names('payer'));
  });

  test('when there is one, then they are not, however large it is', async () => {
    const made = payments('payer', 'payee', { times: 1, cad: 90_000 });
    const reports = [
      { about: 'payer', payments: made.out },
      { about: 'payee', payments: made.in },
    ];
    expect((await linked(reports, 'payee')).subjects).toEqual(names('payee'));
  });

  test('when two make up half of what left the payer, then they are linked', async () => {
    const made = payments('payer', 'payee', { times: 2, everyDays: 80, cad: 500 });
    const rent = { to: 'landlord', at: onDay(3), cad: 1000 };
    const reports = [
      { about: 'payer', payments: [...made.out, rent] },
      { about: 'payee', payments: made.in },
    ];
    expect((await linked(reports, 'payee')).subjects).toEqual(names('payer', 'payee'));
  });

  test('when a tenth of it comes back, then they are not', async () => {
    const back = payments('payee', 'payer', { times: 1, cad: 30 });
    const made = payments('payer', 'payee', { times: 3 });
    const reports = [
      { about: 'payer', payments: [...made.out, ...back.in] },
      { about: 'payee', payments: [...made.in, ...back.out] },
    ];
    expect((await linked(reports, 'payer')).subjects).toEqual(names('payer'));
  });

  test('when only the payer tells of it, then they are not', async () => {
    const [payer] = pay(5, 5);
    const reports = [payer ?? { about: 'payer' }, { about: 'payee' }];
    expect((await linked(reports, 'payer')).subjects).toEqual(names('payer'));
    expect((await linked(reports, 'payee')).subjects).toEqual(names('payee'));
  });
});

test('given two banks that know the other side by e-mail, then payments link across them', async () => {
  const [mine, yours] = [ledgerKey('email', 'a'), ledgerKey('email', 'b')];
  const made = payments('payer', 'payee', { times: 3 });
  const reports = [
    { about: 'payer', uses: [mine], payments: made.out.map((one) => ({ ...one, keys: [yours] })) },
    { about: 'payee', uses: [yours], payments: made.in.map((one) => ({ ...one, keys: [mine] })) },
  ];
  for (const start of ['payer', 'payee']) {
    expect((await linked(reports, start)).subjects).toEqual(names('payer', 'payee'));
  }
});

test('given a telephone of twelve, then it joins them; of thirteen, then nobody', async () => {
  const users = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ about: `u${index}`, uses: [phone('shared')] }));
  expect((await linked(users(12), 'u3')).subjects).toHaveLength(12);
  expect((await linked(users(13), 'u3')).subjects).toEqual(names('u3'));
});

test('given room-mates, then their address joins nobody, and is told where they are linked', async () => {
  const home = ledgerKey('address', 'home');
  const apart = [
    { about: 'a', uses: [home] },
    { about: 'b', uses: [home] },
  ];
  expect((await linked(apart, 'a')).subjects).toEqual(names('a'));
  const together = apart.map((one) => ({ ...one, uses: [home, phone('p')] }));
  const { links } = await linked(together, 'a');
  expect(links.map(({ reason }) => reason)).toEqual(['shared-address', 'shared-phone']);
});

describe('given more linked subjects than a case can hold', () => {
  const count = maxLinkedSubjects + 8;
  // A chain of pairs with one telephone each, tied together by payments.
  const reports: ShortReport[] = Array.from({ length: count }, (_, index) => {
    const pair = Math.floor(index / 2);
    const next = payments(`s${index}`, `s${index + 1}`, { times: 3 });
    const previous = payments(`s${index - 1}`, `s${index}`, { times: 3 });
    return {
      about: `s${index}`,
      uses: [phone(`p${pair}`)],
      payments: index % 2 === 1 ? next.out : previous.in,
    };
  });

  test('then payments stop joining, for all of them alike', async () => {
    const { subjects, links } = await linked(reports, 's6');
    expect(subjects).toEqual(names('s6', 's7'));
    expect(links.map(({ reason }) => reason)).toEqual(['shared-phone']);
  });

  test('then those beyond are named, so that they are looked at too', async () => {
    const { beyond } = await linked(reports, 's6');
    expect(beyond.length).toBeGreaterThan(maxLinkedSubjects - 2);
  });
});

test('for any world, every subject is in one group, wherever the search begins', async () => {
  const people = Array.from({ length: 9 }, (_, index) => `s${index}`);
  const person = fc.constantFrom(...people);
  const worlds = fc.record({
    phones: fc.array(fc.tuple(person, fc.integer({ min: 0, max: 3 })), { maxLength: 8 }),
    paid: fc.array(fc.tuple(person, person, fc.integer({ min: 1, max: 4 })), { maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(worlds, async ({ phones, paid }) => {
      const { ledgers, file } = memoryLedgers();
      file(
        ...people.map((about) => ({
          about,
          uses: [
            ...new Set(phones.filter(([who]) => who === about).map(([, one]) => phone(`${one}`))),
          ],
          payments: paid.flatMap(([from, to, times]) => [
            ...(from === about ? payments(from, to, { times }).out : []),
            ...(to === about ? payments(from, to, { times }).in : []),
          ]),
        })),
      );
      const known = knownLedgers(ledgers);
      const groups = await Promise.all(
        people.map((start) => linkSubjects(subject(start), knownLedgers(ledgers))),
      );
      for (const group of groups) {
        for (const member of group.subjects) {
          expect(await linkSubjects(member, known)).toEqual(group);
        }
      }
    }),
    { numRuns: 60 },
  );
});

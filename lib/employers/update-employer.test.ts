import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ShortReport } from '../../test/support/case-world.ts';
import { employerWorld, passedOn, wages } from '../../test/support/employer-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { canonicalJson } from '../canonical-json.ts';
import { StaleWrite } from '../errors.ts';
import type { LedgerKey } from '../identifiers.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { updateEmployer } from './update-employer.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

const employers = ['FARM EXAMPLE INC', 'OTHER EXAMPLE INC'];
const people = ['a', 'b', 'c'];
const signs = ['HT-LAB-002', 'HT-LAB-021', 'HT-LAB-017', 'HT-LAB-028', 'HT-SEX-083'];

/** Reports about a few people, some of them corrected later: with another employer, or with none. */
const reports: fc.Arbitrary<ShortReport[]> = fc
  .array(
    fc.record({
      about: fc.constantFrom(...people, 'agent'),
      employer: fc.option(fc.constantFrom(...employers)),
      indicators: fc.subarray(signs),
      explanations: fc.subarray(['FP05']),
      passes: fc.boolean(),
      naming: fc.option(fc.constantFrom('x', 'y')),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) =>
    all.map(({ about, employer, indicators, explanations, passes, naming }, index) => {
      const paid = employer
        ? wages(employer).map((payment) => ({ ...payment, ...(naming && { naming }) }))
        : [];
      const payments = [...paid, ...(passes ? passedOn(paid, 'agent') : [])];
      return { about, indicators, explanations, payments, revision: index + 1 };
    }),
  );

const arranged = reports.chain((all) =>
  fc.record({
    order: fc.shuffledSubarray(all, { minLength: all.length }),
    all: fc.constant(all),
    turns: fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }),
  }),
);

const stateOf = async ({ listed }: ReturnType<typeof employerWorld>) =>
  (await listed()).map((risk) => canonicalJson(risk));

test('given workers of whom nobody is in a case, then nothing but the list of them is read', async () => {
  const world = employerWorld(rulebook);
  const quiet = people.map((about) => ({
    about,
    revision: 1,
    indicators: [],
    payments: wages('FARM EXAMPLE INC'),
  }));
  const keys = world.filed(...quiet);
  const employer = keys.find((key) => key.startsWith('employer:')) ?? '';
  const read: LedgerKey[] = [];
  const ledgers = {
    getMany: async (asked: readonly LedgerKey[]) => {
      read.push(...asked);
      return world.ports.ledgers.getMany(asked);
    },
  };
  await updateEmployer({ ...world.ports, ledgers }, employer);
  expect(read).toEqual([employer]);
  expect(await world.listed()).toEqual([]);
});

test('for any order of reports and of the messages they lead to, the list is the same', async () => {
  await fc.assert(
    fc.asyncProperty(arranged, async ({ all, order, turns }) => {
      const straight = employerWorld(rulebook);
      for (const report of all) await straight.after(report);

      const mixed = employerWorld(rulebook);
      const waiting: LedgerKey[] = [];
      let turn = 0;
      for (const report of order) {
        waiting.push(...mixed.filed(report));
        const next = turns[turn++ % turns.length] ?? 0;
        if (next % 2 === 0) continue;
        const [taken] = waiting.splice(next % waiting.length, 1);
        if (taken) await mixed.tell(taken);
      }
      while (waiting.length > 0) {
        const next = turns[turn++ % turns.length] ?? 0;
        const [taken] = waiting.splice(next % waiting.length, 1);
        if (taken) await mixed.tell(taken);
      }
      expect(await stateOf(mixed)).toEqual(await stateOf(straight));
    }),
    { numRuns: 60 },
  );
}, 120_000);

describe('given a list', () => {
  const worker = (about: string, revision = 1, from = 'FARM EXAMPLE INC') => ({
    about,
    revision,
    indicators: ['HT-LAB-002', 'HT-LAB-021'],
    payments: wages(from),
  });

  test('when a message comes again, then nothing is written', async () => {
    const world = employerWorld(rulebook);
    const keys = world.filed(worker('a'), worker('b'));
    for (const key of keys) await world.tell(key);
    const before = structuredClone(world.held);
    for (const key of [...keys, ...keys]) await world.tell(key);
    expect(world.held).toEqual(before);
  });

  test('when the only two workers turn out to be paid by another, then they leave it', async () => {
    const world = employerWorld(rulebook);
    expect(await world.after(worker('a'), worker('b'))).toHaveLength(1);
    const moved = ['a', 'b'].map((about) => worker(about, 2, 'OTHER EXAMPLE INC'));
    const listed = await world.after(...moved);
    expect(listed.map(({ names }) => names)).toEqual([['OTHER EXAMPLE INC']]);
  });

  test('when somebody wrote in between, then it looks again and puts it right', async () => {
    const world = employerWorld(rulebook);
    const keys = world.filed(worker('a'), worker('b'));
    const employer = keys.find((key) => key.startsWith('employer:')) ?? '';
    for (const key of keys.filter((one) => one !== employer)) await world.tell(key);
    const wanted = [...world.held.values()].map(({ risk }) => risk);
    let refused = 0;
    const ports = {
      ...world.ports,
      employers: {
        ...world.ports.employers,
        get: async () => (refused === 0 ? undefined : world.ports.employers.get(employer)),
        async replace(...change: Parameters<typeof world.ports.employers.replace>) {
          refused += 1;
          return world.ports.employers.replace(...change);
        },
      },
    };
    await updateEmployer(ports, employer);
    expect(refused).toBe(1);
    expect([...world.held.values()].map(({ risk }) => risk)).toEqual(wanted);
  });

  test('when others never stop writing, then the message comes again', async () => {
    const world = employerWorld(rulebook);
    const [employer = ''] = world
      .filed(worker('a'), worker('b'))
      .filter((key) => key.startsWith('employer:'));
    for (const name of ['a', 'b'])
      for (const key of world.filed(worker(name, 3))) await world.tell(key);
    const replace = async () => {
      throw new StaleWrite('test');
    };
    const get = async () => undefined;
    const ports = { ...world.ports, employers: { get, replace } };
    await expect(updateEmployer(ports, employer)).rejects.toThrow(StaleWrite);
  });
});

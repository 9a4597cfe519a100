import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  evaluationOf,
  memoryLedgers,
  payments,
  type ShortReport,
  subject,
} from '../../test/support/case-world.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { whenAtLeast } from '../../test/support/rulebooks.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { StaleWrite } from '../errors.ts';
import { type CaseId, type LedgerKey, ledgerKey } from '../identifiers.ts';
import { isNetworkIndicator, mostUsers } from '../indicators/neighbourhood.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { emptyLedger } from '../ledger/ledger.ts';
import { type AssemblyPorts, assembleCase } from './assemble-case.ts';
import { caseIdOf } from './assessment.ts';
import type { Case } from './case.ts';
import type { Assembly } from './cases.ts';
import { isLive } from './next-case.ts';
import { nothingToAssemble } from './nothing-to-assemble.ts';

let rulebook: Rulebook;
let networkBook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
  networkBook = lookingBeyond(rulebook);
});

const noon = '2026-06-01T12:00:00.000Z';
const forReview = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
const phone = (name: string) => ledgerKey('phone', name);
const caseOf = (name: string): CaseId => caseIdOf([subject(name)]);

/** Two indicators that look beyond one ledger, in place of whatever the rulebook has of that kind. */
const lookingBeyond = (rulebook: Rulebook): Rulebook => ({
  ...rulebook,
  indicators: [
    ...rulebook.indicators.filter((one) => !isNetworkIndicator(one)),
    {
      ...whenAtLeast({ sharers: ['phone', 'address'], unrelated: true }, 3),
      id: 'HT-GEN-006',
      family: 'THIRD_PARTY',
    },
    {
      ...whenAtLeast(
        {
          neighbours: { direction: 'in' },
          over: '30d',
          matching: { indicators: ['HT-SEX-012', 'HT-SEX-042'] },
        },
        1,
      ),
      id: 'HT-SEX-021',
      family: 'EMT_INFLOW',
    },
  ],
});

/** Those of the stage before, too. */
type Ports = AssemblyPorts & { assembly: Assembly };

function machine(book = () => rulebook) {
  const { held: ledgersHeld, ledgers, file } = memoryLedgers();
  const { held, assembly } = memoryAssembly();
  const announced: LedgerKey[] = [];
  const ports: Ports = {
    ledgers,
    evaluations: {
      async getMany(subjects) {
        const judged = subjects.map((key) => {
          const ledger = ledgersHeld.get(key);
          return ledger ? [[key, evaluationOf(ledger, book())] as const] : [];
        });
        return new Map(judged.flat());
      },
    },
    assembly,
    rulebooks: { active: async () => book() },
    announce: async (subjects) => {
      announced.push(...subjects);
    },
    now: () => noon,
    pause: async () => {},
  };
  /** Whose cases a change may touch: as the stage before announces them. */
  const affected = (keys: readonly LedgerKey[]): LedgerKey[] => {
    const members = keys.flatMap((key) =>
      [...(ledgersHeld.get(key)?.contributions.values() ?? [])].flatMap(
        ({ members: all = [] }) => all,
      ),
    );
    const subjects = [
      ...keys.filter((key) => key.startsWith('party:')),
      ...members.map((one) => one.subject),
    ];
    return [...new Set(subjects)];
  };
  const receive = async (...reports: ShortReport[]) => {
    for (const key of affected(file(...reports))) await assembleCase(ports, key);
  };
  return { ports, held, announced, file, affected, receive, ledgersHeld };
}

let { ports, held, announced, receive, file, ledgersHeld } = machine();
beforeEach(() => {
  ({ ports, held, announced, receive, file, ledgersHeld } = machine());
});

/** What must be the same for any order: live cases, and assessments without ledger versions. */
function facts(of: ReturnType<typeof machine>['held']) {
  const assessments = [...of.assessments.values()].map(({ assessment }) => ({
    ...assessment,
    subjects: assessment.subjects.map(({ ledgerVersion: _, ...one }) => one),
  }));
  const cases = [...of.cases.values()]
    .filter(isLive)
    .map(({ revision: _, raisedAt: __, ...one }) => one);
  const named = <T extends { caseId: string }>(items: T[]) =>
    items.sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  return {
    assessments: named(assessments),
    cases: named(cases),
    memberships: [...of.memberships]
      .flatMap(([key, { caseId }]) => (caseId ? `${key} ${caseId}` : []))
      .sort(),
  };
}

const claimedBy = (theCase: Case | undefined, claimer: string): Case => {
  if (theCase?.status !== 'open') throw new Error('no open case');
  const { revision, decisions } = theCase;
  return {
    ...theCase,
    status: 'claimed',
    claimedBy: claimer,
    openedAt: noon,
    revision: revision + 1,
    decisions: decisions + 1,
  };
};

describe('given a subject whose matches pass a gate', () => {
  beforeEach(() => receive({ about: 'alex', indicators: forReview }));
  const stored = () => held.cases.get(caseOf('alex'));

  test('then a case is open, and assembling again writes nothing', async () => {
    expect(stored()).toMatchObject({
      status: 'open',
      outcome: 'review',
      revision: 1,
      raisedAt: noon,
    });
    const { writes } = held;
    await assembleCase(ports, subject('alex'));
    expect(held.writes).toBe(writes);
  });

  test('when the report is corrected to nothing, then the case lapses, and opens again with it', async () => {
    await receive({ about: 'alex', revision: 2 });
    expect(stored()).toMatchObject({ status: 'lapsed', gateHolds: false });
    expect(held.assessments.size).toBe(0);
    expect(held.memberships.get(subject('alex'))?.caseId).toBeUndefined();
    await receive({ about: 'alex', revision: 3, indicators: forReview });
    expect(stored()).toMatchObject({ status: 'open', gateHolds: true, raisedAt: noon });
  });

  test('when a person works on it, then it does not lapse but says that no gate holds', async () => {
    held.cases.set(caseOf('alex'), claimedBy(stored(), 'ana'));
    await receive({ about: 'alex', revision: 2 });
    expect(stored()).toMatchObject({ status: 'claimed', claimedBy: 'ana', gateHolds: false });
    expect(held.assessments.get(caseOf('alex'))?.assessment.outcome).toBe('none');
  });
});

test('given a subject without matches, then nothing is kept of it', async () => {
  await receive({ about: 'alex' });
  expect(held.assessments.size + held.memberships.size + held.cases.size).toBe(0);
});

test('given a person who claims a case while the machine is about to let it lapse, then the claim stands', async () => {
  await receive({ about: 'alex', indicators: forReview });
  file({ about: 'alex', revision: 2 });
  const { assembly } = ports;
  const replace: typeof assembly.replace = async (before, after) => {
    const stored = held.cases.get(caseOf('alex'));
    if (stored?.status === 'open') held.cases.set(caseOf('alex'), claimedBy(stored, 'ana'));
    await assembly.replace(before, after);
  };
  await assembleCase({ ...ports, assembly: { ...assembly, replace } }, subject('alex'));
  expect(held.cases.get(caseOf('alex'))).toMatchObject({
    status: 'claimed',
    claimedBy: 'ana',
    gateHolds: false,
  });
});

describe('given two cases whose subjects turn out to be linked', () => {
  const [first, second] = [subject('alex'), subject('robin')].sort();
  const [one, other] = first === subject('alex') ? ['alex', 'robin'] : ['robin', 'alex'];
  const separate = [one, other].map((about) => ({ about, indicators: forReview }));
  const together = separate.map((report) => ({ ...report, revision: 2, uses: [phone('p')] }));
  beforeEach(() => receive(...separate));

  test('then one goes on with both, and the other is merged into it', async () => {
    await receive(...together);
    expect(held.cases.get(caseOf(one))).toMatchObject({ status: 'open' });
    expect(held.cases.get(caseOf(other))).toMatchObject({
      status: 'merged',
      mergedInto: caseOf(one),
    });
    const subjects = held.assessments.get(caseOf(one))?.assessment.subjects;
    expect(subjects?.map((assessed) => assessed.subject)).toEqual([first, second]);
  });

  test('when they are separated again, then each has its own case again', async () => {
    await receive(...together);
    await receive(...separate.map((report) => ({ ...report, revision: 3 })));
    for (const name of [one, other]) {
      expect(held.cases.get(caseOf(name))).toMatchObject({ status: 'open', gateHolds: true });
      expect(held.assessments.get(caseOf(name))?.assessment.subjects).toHaveLength(1);
    }
  });

  test('when a person works on the one that would end, then it is the one that goes on', async () => {
    held.cases.set(caseOf(other), claimedBy(held.cases.get(caseOf(other)), 'ana'));
    await receive(...together);
    expect(held.cases.get(caseOf(other))).toMatchObject({ status: 'claimed', claimedBy: 'ana' });
    expect(held.cases.get(caseOf(one))).toMatchObject({
      status: 'merged',
      mergedInto: caseOf(other),
    });
    expect(held.assessments.get(caseOf(other))?.assessment.subjects).toHaveLength(2);
    expect(held.memberships.get(subject(one))?.caseId).toBe(caseOf(other));
  });

  test('when people work on both, then both are kept, with the same facts', async () => {
    for (const name of [one, other]) {
      held.cases.set(caseOf(name), claimedBy(held.cases.get(caseOf(name)), 'ana'));
    }
    await receive(...together);
    for (const name of [one, other]) {
      expect(held.cases.get(caseOf(name))?.status).toBe('claimed');
      expect(held.assessments.get(caseOf(name))?.assessment.subjects).toHaveLength(2);
    }
  });
});

test('given a link that only one of its ends tells of yet, then nobody is in two groups, and told of the other it joins them', async () => {
  const [first, second] = ['alex', 'robin'].sort((a, b) => (subject(a) < subject(b) ? -1 : 1));
  const using = { indicators: forReview, uses: [phone('p')] };
  if (first === undefined || second === undefined) throw new Error('two subjects');
  await receive({ about: first, ...using });
  file({ about: second, ...using });
  const told = ledgersHeld.get(subject(first));
  const members = [...(ledgersHeld.get(phone('p'))?.contributions.values() ?? [])]
    .flatMap(({ members: all = [] }) => all)
    .filter((member) => member.subject === subject(first));
  if (!told || members.length === 0) throw new Error('nothing was filed');
  // The telephone's ledger knows both; the first of them was not told that it is shared.
  const alone = { key: phone('p'), changedAt: 1, members };
  ledgersHeld.set(subject(first), { ...told, uses: [alone] });

  await assembleCase(ports, subject(second));
  const sizes = () =>
    [...held.assessments.values()].map(({ assessment }) => assessment.subjects.length);
  expect(sizes()).toEqual([1, 1]);

  ledgersHeld.set(subject(first), told);
  await assembleCase(ports, subject(first));
  expect(sizes()).toEqual([2]);
});

test('given somebody who leaves a group, then those left behind are assembled by the same message', async () => {
  const group = ['a', 'b', 'c'].map((about) => ({
    about,
    indicators: forReview,
    uses: [phone('p')],
  }));
  await receive(...group);
  const touched = file({ about: 'a', indicators: forReview, revision: 2 });
  expect(touched).toContain(subject('a'));
  await assembleCase(ports, subject('a'));
  const sizes = [...held.assessments.values()].map(({ assessment }) => assessment.subjects.length);
  expect(sizes.sort()).toEqual([1, 2]);
});

test('given two groups that together outgrow a case, then they divide in several writes, and everybody is announced', async () => {
  const report = (index: number): ShortReport => ({
    about: `s${index}`,
    indicators: forReview,
    uses: [phone(`p${Math.floor(index / 2)}`)],
    // The second of each pair pays the first of the next.
    payments:
      index % 2 === 1
        ? payments(`s${index}`, `s${index + 1}`, { times: 3 }).out
        : payments(`s${index - 1}`, `s${index}`, { times: 3 }).in,
  });
  const reports = Array.from({ length: 62 }, (_, index) => report(index));
  await receive(...reports.slice(0, 30), ...reports.slice(32));
  expect(announced).toEqual([]);
  await receive(...reports.slice(30, 32));
  expect(announced).toHaveLength(62);
  const sizes = [...held.assessments.values()].map(({ assessment }) => assessment.subjects.length);
  expect(new Set(sizes)).toEqual(new Set([2]));
  expect(held.memberships.size).toBe(62);
});

describe('given two people whose accounts collect from strangers, and who pay one third', () => {
  const pays = payments('worker', 'boss', { times: 3 }).out;
  const worker = (about: string): ShortReport => ({
    about,
    indicators: ['HT-SEX-001', 'HT-SEX-012', 'HT-SEX-031'],
    payments: [...payments('stranger', about, { times: 3 }).in, ...pays],
  });
  const boss = (...workers: string[]): ShortReport => ({
    about: 'boss',
    payments: workers.flatMap((name) => payments(name, 'boss', { times: 3 }).in),
  });
  const assessment = () => [...held.assessments.values()][0]?.assessment;

  test('then the third, whose own account shows nothing, has a match, and all are scored together', async () => {
    await receive(worker('ann'), worker('eve'), boss('ann', 'eve'));
    expect(held.assessments.size).toBe(1);
    const found = assessment()?.matches.filter((match) => match.subject === subject('boss'));
    expect(found).toMatchObject([{ indicator: 'HT-SEX-021', values: { forwarders30d: 2 } }]);
    const scored = assessment()?.typologies.find(
      ({ typology }) => typology === assessment()?.typology,
    );
    const inflow = scored?.families.find(({ family }) => family === 'EMT_INFLOW');
    expect(inflow?.indicators).toEqual(expect.arrayContaining(['HT-SEX-012', 'HT-SEX-021']));
    const { role } = assessment()?.subjects.find((one) => one.subject === subject('boss')) ?? {};
    expect(role).toBe('controller-like');
  });

  test('then it is the same from whoever the assembly starts, and whoever was told of first', async () => {
    const reports = [worker('ann'), worker('eve'), boss('ann', 'eve')];
    await receive(...reports);
    const expected = facts(held);
    for (const [index, start] of ['ann', 'eve', 'boss'].entries()) {
      const world = machine();
      world.file(...reports.slice(index), ...reports.slice(0, index));
      await assembleCase(world.ports, subject(start));
      expect(facts(world.held)).toEqual(expected);
    }
  });

  test('when one of them is found to show nothing, then the third has no match left', async () => {
    await receive(worker('ann'), worker('eve'), boss('ann', 'eve'));
    await receive({ ...worker('eve'), revision: 2, indicators: [] });
    expect(assessment()?.matches.map((match) => match.subject)).not.toContain(subject('boss'));
  });
});

describe('given a contact detail that joins nobody', () => {
  const home = ledgerKey('address', 'a house');
  const tenant = (about: string, uses = [home]): ShortReport => ({
    about,
    uses,
    party: { surname: `Von${about}` },
  });
  const sharing = () =>
    [...held.assessments.values()]
      .flatMap(({ assessment }) => assessment.matches)
      .filter(({ indicator }) => indicator === 'HT-GEN-006')
      .map((match) => match.subject)
      .sort();
  const people = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`);
  beforeEach(() => {
    ({ ports, held, announced, receive, file } = machine(() => networkBook));
  });

  test('then each of its users is assessed anew when another comes, changes or leaves', async () => {
    await receive(tenant('a'), tenant('b'));
    expect(sharing()).toEqual([]);
    await receive(tenant('c'));
    expect(sharing()).toEqual(['a', 'b', 'c'].map(subject).sort());
    expect(held.assessments.size).toBe(3);
    await receive({ ...tenant('b'), revision: 2, party: { surname: 'Vona' } });
    // Two of one surname may be a family, and count once for the third.
    expect(sharing()).toEqual([]);
    await receive({ ...tenant('b'), revision: 3 });
    expect(sharing()).toEqual(['a', 'b', 'c'].map(subject).sort());
    await receive({ ...tenant('b', []), revision: 4 });
    expect(sharing()).toEqual([]);
    expect(held.assessments.size).toBe(0);
  });

  test('then a telephone too common to join still counts, until it is everybody’s', async () => {
    const users = people(mostUsers).map((name) => tenant(name, [phone('p')]));
    await receive(...users);
    expect(sharing()).toHaveLength(mostUsers);
    expect(held.assessments.size).toBe(mostUsers);
    await receive(tenant('another', [phone('p')]));
    expect(sharing()).toEqual([]);
    await receive({ ...tenant('another', []), revision: 2 });
    expect(sharing()).toHaveLength(mostUsers);
  });

  test('then its ledger is read only where an indicator asks for it', async () => {
    const readBy = async (book: Rulebook) => {
      const world = machine(() => book);
      world.file(tenant('a'));
      const read: LedgerKey[] = [];
      const ledgers = {
        getMany: (keys: readonly LedgerKey[]) => {
          read.push(...keys);
          return world.ports.ledgers.getMany(keys);
        },
      };
      await assembleCase({ ...world.ports, ledgers }, subject('a'));
      return read.includes(home);
    };
    const plain = { ...rulebook, indicators: networkBook.indicators.slice(0, -2) };
    expect(await readBy(plain)).toBe(false);
    expect(await readBy(networkBook)).toBe(true);
  });
});

describe('for any arrival of reports about subjects that may be linked', () => {
  const people = ['a', 'b', 'c', 'd', 'e'];
  const report = fc.record({
    about: fc.constantFrom(...people),
    indicators: fc.subarray(forReview),
    uses: fc.subarray([phone('p'), phone('q'), ledgerKey('address', 'home')]),
    surname: fc.constantFrom('Sample', 'Exemple', 'Muster'),
    paid: fc.option(fc.constantFrom(...people), { nil: undefined }),
    explanations: fc.subarray(['FP10', 'FP12']),
  });
  const histories = fc.array(report, { minLength: 2, maxLength: 9 });
  type Drawn = Parameters<typeof shortReports>[0];

  /** The same subject told again is a correction; who is paid tells of it in a report of its own. */
  function shortReports(
    drawn: {
      about: string;
      indicators: string[];
      uses: LedgerKey[];
      surname: string;
      paid: string | undefined;
      explanations: string[];
    }[],
  ): ShortReport[] {
    return drawn.flatMap(({ paid, surname, ...stated }, index): ShortReport[] => {
      const given = { ...stated, party: { surname } };
      const made = payments(given.about, paid ?? '', { times: 3 });
      const revision = index + 1;
      if (paid === undefined || paid === given.about) return [{ ...given, revision }];
      const reference = `paid-${given.about}`;
      return [
        { ...given, revision, payments: made.out },
        { about: paid, reference, revision, payments: made.in },
      ];
    });
  }

  let quiet = 0;
  /** What the stage before does about a subject whose own ledger alone changed. */
  async function assembledIfNeeded(slow: Ports, key: LedgerKey): Promise<void> {
    const ledger = (await slow.ledgers.getMany([key])).get(key) ?? emptyLedger(key);
    const judged = [{ ledger, evaluation: evaluationOf(ledger, networkBook) }];
    const find = nothingToAssemble({ ledgers: slow.ledgers, assembly: slow.assembly });
    const nothing = await find(judged, networkBook);
    if (nothing.has(key)) quiet += 1;
    else await assembleCase(slow, key);
  }

  /** One report after the other, each with all its messages. */
  async function assembledInTurn(drawn: Drawn) {
    const world = machine(() => networkBook);
    await world.receive(...shortReports(drawn));
    return facts(world.held);
  }

  /**
   * Reports in any order; messages wait, and are worked on in any order, several at a time, while
   * further reports come in.
   */
  async function assembledAnyhow(drawn: Drawn, { seed, atOnce }: { seed: number; atOnce: number }) {
    const world = machine(() => networkBook);
    const random = pseudoRandom(seed);
    const reports = shuffle(shortReports(drawn), random);
    const waiting: { key: LedgerKey; ownOnly: boolean }[] = [];
    const working = new Set<Promise<void>>();
    const begin = ({ key, ownOnly }: { key: LedgerKey; ownOnly: boolean }) => {
      const slow = slowed(world.ports, random);
      const work = (ownOnly ? assembledIfNeeded(slow, key) : assembleCase(slow, key)).then(() => {
        working.delete(work);
      });
      working.add(work);
    };
    while (reports.length + waiting.length + working.size > 0) {
      const choice = random();
      if (choice < 0.2) {
        const keys = world.file(...reports.splice(0, 1));
        const byLinks = world.affected(keys.filter((key) => !key.startsWith('party:')));
        for (const key of world.affected(keys)) {
          waiting.push({ key, ownOnly: !byLinks.includes(key) });
        }
      } else if (choice < 0.5 && working.size < atOnce) takeOne(waiting, random).forEach(begin);
      else await new Promise(setImmediate);
    }
    return facts(world.held);
  }

  test.each([
    { atOnce: 1, what: 'no order of reports and messages changes cases and assessments' },
    { atOnce: 4, what: 'no interleaving of several assemblies does either' },
  ])('$what', async ({ atOnce }) => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer(), async (drawn, seed) => {
        expect(await assembledAnyhow(drawn, { seed, atOnce })).toEqual(
          await assembledInTurn(drawn),
        );
      }),
      { numRuns: 40 },
    );
    expect(quiet).toBeGreaterThan(0);
  });
});

test('given a link that is withdrawn while an assembly is about to write it, then the assembly puts it right', async () => {
  await receive({ about: 'alex', indicators: forReview, uses: [phone('p')] });
  file({ about: 'robin', uses: [phone('p')] });
  const { assembly } = ports;
  let meanwhile = async () => {
    file({ about: 'robin', revision: 2 });
    // Robin stands alone again and was never stored: nothing to write, so nothing to stumble over.
    await assembleCase({ ...ports, assembly }, subject('robin'));
  };
  const replace: typeof assembly.replace = async (before, after) => {
    const happens = meanwhile;
    meanwhile = async () => {};
    await happens();
    await assembly.replace(before, after);
  };
  await assembleCase({ ...ports, assembly: { ...assembly, replace } }, subject('robin'));
  const subjects = held.assessments.get(caseOf('alex'))?.assessment.subjects;
  expect(subjects?.map((assessed) => assessed.subject)).toEqual([subject('alex')]);
  expect(held.memberships.get(subject('robin'))?.caseId).toBeUndefined();
});

test('given others who always write first, then it gives up, so that the message comes again', async () => {
  await receive({ about: 'alex', indicators: forReview });
  file({ about: 'alex', revision: 2 });
  const replace = () => Promise.reject(new StaleWrite('test'));
  const refused = assembleCase(
    { ...ports, assembly: { ...ports.assembly, replace } },
    subject('alex'),
  );
  await expect(refused).rejects.toThrow(StaleWrite);
});

/** The same ports, each answering after a random number of turns, so that assemblies interleave. */
function slowed(fast: Ports, random: () => number): Ports {
  const later = async () => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) {
      await new Promise(setImmediate);
    }
  };
  return {
    ...fast,
    ledgers: { getMany: (keys) => later().then(() => fast.ledgers.getMany(keys)) },
    evaluations: { getMany: (keys) => later().then(() => fast.evaluations.getMany(keys)) },
    assembly: {
      everIn: (keys) => later().then(() => fast.assembly.everIn(keys)),
      read: (keys) => later().then(() => fast.assembly.read(keys)),
      replace: (before, after) => later().then(() => fast.assembly.replace(before, after)),
    },
  };
}

const takeOne = <T>(items: T[], random: () => number): T[] =>
  items.splice(Math.floor(random() * items.length), 1);

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(Math.floor(random() * rest.length), 1));
}

/** Mulberry32: from 0 inclusive to 1 exclusive, the same for the same seed. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  evaluationOf,
  memoryLedgers,
  type ShortReport,
  subject,
} from '../../test/support/case-world.ts';
import { Crash, crashingAt } from '../../test/support/failing-ports.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { memoryFrozen } from '../../test/support/memory-frozen.ts';
import { memoryStandings } from '../../test/support/memory-standings.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { StaleWrite } from '../errors.ts';
import { digest, type LedgerKey, ledgerKey } from '../identifiers.ts';
import type { Evaluation } from '../indicators/match.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { entryRef } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { assembleCase } from './assemble-case.ts';
import { caseIdOf } from './assessment.ts';
import type { Case } from './case.ts';
import { type FrozenFacts, factsAsTheyStand } from './frozen-facts.ts';
import { type NotingPorts, noteChanges } from './note-changes.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

const noon = '2026-06-01T12:00:00.000Z';
const disclosureId = 'disclosure-0123456789abcdef';
const uses = [ledgerKey('phone', 'p')];
const entity = '1234567';

/** Alex and Robin share a telephone; two reports are about alex, one is about robin. */
const original: Record<string, ShortReport> = {
  'R-1': { about: 'alex', uses, indicators: ['HT-SEX-001', 'HT-SEX-031'] },
  'R-2': { about: 'alex', uses, indicators: ['HT-SEX-012'] },
  'R-3': { about: 'robin', uses, indicators: ['HT-SEX-042'] },
  /** Sent only where a test says so. */
  'R-4': { about: 'robin', uses, indicators: ['HT-SEX-001'] },
};
const references = ['R-1', 'R-2', 'R-3'];

/** A later version of a report. What is withdrawn speaks of nobody; text is in no ledger. */
type Version = 'as filed' | 'shorter' | 'reworded' | 'unlinked' | 'of robin' | 'withdrawn';
const filed = (reference: string, version: Version, revision: number): ShortReport => {
  const report = { ...original[reference], about: original[reference]?.about ?? '' };
  const changes: Record<Version, Partial<ShortReport>> = {
    'as filed': {},
    shorter: { indicators: report.indicators?.slice(1) ?? [] },
    reworded: {},
    unlinked: { uses: [] },
    'of robin': { about: 'robin' },
    withdrawn: { about: 'nobody', uses: [], indicators: [] },
  };
  return { ...report, ...changes[version], reference, revision };
};

/** Matches rest on every report that states them, and on no other. */
function judged(ledger: Ledger): Evaluation {
  const evaluation = evaluationOf(ledger, rulebook);
  const matches = evaluation.matches.map((match) => ({
    ...match,
    evidence: [...ledger.contributions.values()]
      .filter(({ records }) => records?.facts?.some(({ code }) => code === match.indicator))
      .flatMap(({ entries }) => entries.map(entryRef)),
  }));
  return { ...evaluation, matches };
}

function machine() {
  const world = memoryLedgers();
  const store = memoryAssembly();
  const { standings, set } = memoryStandings();
  const records = memoryFrozen(store.held.cases);
  const newest = new Map<string, number>();
  const ever = new Map<string, Set<LedgerKey>>();
  const ports = {
    ledgers: world.ledgers,
    evaluations: {
      async getMany(subjects: readonly LedgerKey[]) {
        const held = subjects.flatMap((key) => world.held.get(key) ?? []);
        return new Map(held.map((ledger) => [ledger.key, judged(ledger)]));
      },
    },
    assembly: store.assembly,
    frozen: records.frozen,
    standings,
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => noon,
    pause: async () => {},
  };
  /** Takes a version in, in whatever order: the higher revision counts. Returns whom it touches. */
  function take(reference: string, version: Version, revision: number): LedgerKey[] {
    if ((newest.get(reference) ?? 0) >= revision) return [];
    newest.set(reference, revision);
    set({
      report: { entity, reference },
      digest: digest(`${reference} ${version}`),
      withdrawn: version === 'withdrawn',
      acceptedAt: new Date(Date.UTC(2026, 5, revision)).toISOString(),
    });
    // The register remembers whom any version spoke of; each of them is looked at again.
    const touched = ever.get(reference) ?? new Set();
    for (const key of world.file(filed(reference, version, revision))) touched.add(key);
    ever.set(reference, touched);
    return [...touched].filter((key) => key.startsWith('party:'));
  }
  async function work(key: LedgerKey, through: typeof ports = ports): Promise<void> {
    const { everIn } = await assembleCase(through, key);
    await noteChanges(through, everIn);
  }
  async function receive(reference: string, version: Version, revision: number): Promise<void> {
    for (const key of take(reference, version, revision)) await work(key);
  }
  return { ports, store, records, take, work, receive };
}
type Machine = ReturnType<typeof machine>;

const caseId = caseIdOf([subject('alex'), subject('robin')]);

/** The case after somebody decided on its facts, which are frozen with the decision. */
async function decide(world: Machine, kind: FrozenFacts['kind'], status: Case['status']) {
  const { ports, store, records } = world;
  const [stored, assessment] = [
    store.held.cases.get(caseId),
    store.held.assessments.get(caseId)?.assessment,
  ];
  if (!stored || !assessment) throw new Error('no such case');
  const facts = await factsAsTheyStand(ports, assessment);
  const disclosures = kind === 'submit' ? [disclosureId] : [];
  records.freeze({ caseId, sequence: 1, kind, at: noon, ...facts, disclosures });
  const people = { claimedBy: 'ann', openedAt: noon };
  const submission = {
    ...{ author: 'ann', groundsReachedAt: noon, disclosures: [disclosureId] },
    submittedDigest: stored.assessmentDigest,
  };
  const by = {
    claimed: people,
    submitted: { ...people, ...submission },
    approved: { ...people, ...submission, approver: 'bob', approvedAt: noon },
    rejected: { ...people, rejectedBy: 'bob', rejectedAt: noon },
  }[status as string];
  store.held.cases.set(caseId, {
    ...{ ...stored, revision: stored.revision + 1, decisions: 1 },
    ...by,
    status,
  } as Case);
}

async function decidedOn(kind: FrozenFacts['kind'], status: Case['status']): Promise<Machine> {
  const world = machine();
  for (const reference of references) await world.receive(reference, 'as filed', 1);
  await decide(world, kind, status);
  return world;
}

const noted = ({ records }: Machine) => records.held.noted.get(`${caseId}#1`)?.changed;
const mark = ({ records }: Machine) => records.held.marks.get(disclosureId);
const caseOf = ({ store }: Machine) => store.held.cases.get(caseId);

describe('given a package that left', () => {
  let world: Machine;
  beforeEach(async () => {
    world = await decidedOn('submit', 'approved');
  });

  test('when nothing happens, then nothing is written', async () => {
    await world.work(subject('alex'));
    expect(world.records.held.writes).toBe(0);
  });

  test('when a report is withdrawn, then it is marked, with the report and what rested on it', async () => {
    await world.receive('R-1', 'withdrawn', 2);
    expect(mark(world)).toEqual({
      since: '2026-06-02T00:00:00.000Z',
      reports: [
        { entity, reference: 'R-1', became: 'withdrawn', since: '2026-06-02T00:00:00.000Z' },
      ],
      matches: ['HT-SEX-001', 'HT-SEX-031'].map((indicator) =>
        expect.objectContaining({ indicator, became: 'retracted', subject: subject('alex') }),
      ),
    });
  });

  test('when only the words of a report change, then it is marked all the same', async () => {
    const before = caseOf(world);
    await world.receive('R-2', 'reworded', 2);
    expect(mark(world)).toMatchObject({ reports: [{ reference: 'R-2' }], matches: [] });
    expect(caseOf(world)).toEqual(before);
  });

  test('when the correction is taken back, then the mark goes away', async () => {
    await world.receive('R-1', 'withdrawn', 2);
    await world.receive('R-1', 'as filed', 3);
    expect(mark(world)).toBeUndefined();
    expect(noted(world)).toEqual({ reports: [], matches: [] });
  });

  test('when an older version comes late, then it changes nothing', async () => {
    await world.receive('R-1', 'withdrawn', 3);
    const before = mark(world);
    await world.receive('R-1', 'as filed', 2);
    expect(mark(world)).toEqual(before);
  });

  test('when its subjects go separate ways first, then what follows is still noted', async () => {
    // Robin no longer shares the telephone, and leaves the case that is named after somebody else.
    world.take('R-3', 'withdrawn', 2);
    for (const key of [subject('robin'), subject('alex')]) await world.work(key);
    await world.receive('R-3', 'as filed', 3);
    expect(mark(world)).toBeUndefined();
    await world.receive('R-3', 'shorter', 4);
    expect(mark(world)).toMatchObject({ reports: [{ reference: 'R-3', became: 'changed' }] });
  });

  test('when a subject leaves the case and its matches go with it, then they still hold', async () => {
    await world.receive('R-3', 'unlinked', 2);
    const alone = world.store.held.memberships.get(subject('robin'))?.caseId;
    expect(alone).not.toBe(world.store.held.memberships.get(subject('alex'))?.caseId);
    expect(mark(world)).toMatchObject({ reports: [{ reference: 'R-3' }], matches: [] });
    expect(noted(world)?.matches).toEqual([]);
  });

  test('when a correction is taken back while a slow worker is about to note it, then no mark is left', async () => {
    const { ports } = world;
    world.take('R-1', 'withdrawn', 2);
    let meanwhile = async () => {
      // Nothing was noted yet, and nothing differs any more: there is nothing to stumble over.
      for (const key of world.take('R-1', 'as filed', 3)) await world.work(key, ports);
    };
    const note: typeof ports.frozen.note = async (record, changed, next) => {
      const happens = meanwhile;
      meanwhile = async () => {};
      await happens();
      await ports.frozen.note(record, changed, next);
    };
    await world.work(subject('alex'), { ...ports, frozen: { ...ports.frozen, note } });
    expect(world.records.held.writes).toBe(2);
    expect(mark(world)).toBeUndefined();
    expect(noted(world)).toEqual({ reports: [], matches: [] });
  });

  test('when a report moves to another subject, then its matches are retracted from the first', async () => {
    await world.receive('R-2', 'of robin', 2);
    expect(mark(world)).toMatchObject({
      reports: [{ reference: 'R-2', became: 'changed' }],
      matches: [{ subject: subject('alex'), indicator: 'HT-SEX-012', became: 'retracted' }],
    });
    expect(noted(world)?.matches).toContainEqual(
      expect.objectContaining({ subject: subject('robin'), became: 'raised', corrected: false }),
    );
  });

  test('when others always write first, then it gives up, so that the message comes again', async () => {
    world.take('R-1', 'withdrawn', 2);
    const note = () => Promise.reject(new StaleWrite('test'));
    const frozen = { ...world.ports.frozen, note };
    await expect(world.work(subject('alex'), { ...world.ports, frozen })).rejects.toThrow(
      StaleWrite,
    );
  });

  test('when the process dies around any call and the message comes again, then the mark is the same', async () => {
    const whole = await decidedOn('submit', 'approved');
    await whole.receive('R-1', 'withdrawn', 2);
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const fresh = await decidedOn('submit', 'approved');
        const touched = fresh.take('R-1', 'withdrawn', 2);
        const { ports, calls } = crashingAt(fresh.ports, { call, when });
        const died = await fresh.work(touched[0] ?? '', ports).catch((cause: unknown) => cause);
        if (calls() < call) break;
        expect(died).toBeInstanceOf(Crash);
        for (const key of touched) await fresh.work(key);
        expect(mark(fresh)).toEqual(mark(whole));
        expect(noted(fresh)).toEqual(noted(whole));
      }
    }
  });
});

test.each([
  ['claim', 'claimed'],
  ['submit', 'submitted'],
] as const)(
  'given facts frozen by a %s, when only words change, then whoever decides must read the case again',
  async (kind, status) => {
    const world = await decidedOn(kind, status);
    const revision = caseOf(world)?.revision ?? 0;
    await world.receive('R-2', 'reworded', 2);
    expect(caseOf(world)).toMatchObject({ status, revision: revision + 1 });
    expect(noted(world)).toMatchObject({ reports: [{ reference: 'R-2' }] });
  },
);

test('given a rejected case, when more is found, then it is noted and the rejection stands', async () => {
  const world = await decidedOn('reject', 'rejected');
  await world.receive('R-4', 'as filed', 2);
  expect(caseOf(world)).toMatchObject({ status: 'rejected', rejectedBy: 'bob', gateHolds: true });
  expect(noted(world)?.matches).toMatchObject([{ became: 'raised', subject: subject('robin') }]);
});

describe('for any corrections of what was submitted', () => {
  const corrections = fc.array(
    fc.record({
      reference: fc.constantFrom(...references),
      version: fc.constantFrom<Version>(
        'as filed',
        'shorter',
        'reworded',
        'unlinked',
        'of robin',
        'withdrawn',
      ),
    }),
    { minLength: 1, maxLength: 7 },
  );
  type Correction = { reference: string; version: Version };

  async function inTurn(drawn: readonly Correction[]) {
    const world = await decidedOn('submit', 'approved');
    for (const [index, { reference, version }] of drawn.entries()) {
      await world.receive(reference, version, index + 2);
    }
    return { changed: noted(world) ?? { reports: [], matches: [] }, mark: mark(world) };
  }

  /** Corrections arrive in any order, and messages are worked on in any order, several at a time. */
  async function anyhow(drawn: readonly Correction[], seed: number) {
    const world = await decidedOn('submit', 'approved');
    const random = pseudoRandom(seed);
    const arriving = shuffle(
      drawn.map((one, index) => ({ ...one, revision: index + 2 })),
      random,
    );
    const waiting: LedgerKey[] = [];
    const working = new Set<Promise<void>>();
    while (arriving.length + waiting.length + working.size > 0) {
      const choice = random();
      const [next] = choice < 0.2 ? arriving.splice(0, 1) : [];
      if (next) waiting.push(...world.take(next.reference, next.version, next.revision));
      else if (choice < 0.5 && working.size < 3 && waiting.length > 0) {
        const [key = ''] = waiting.splice(Math.floor(random() * waiting.length), 1);
        const work = world.work(key, slowed(world.ports, random)).finally(() => {
          working.delete(work);
        });
        working.add(work);
      } else await new Promise(setImmediate);
    }
    return { changed: noted(world) ?? { reports: [], matches: [] }, mark: mark(world) };
  }

  test('no order of arrival and no interleaving of workers changes what is marked', async () => {
    await fc.assert(
      fc.asyncProperty(corrections, fc.integer(), async (drawn, seed) => {
        expect(await anyhow(drawn, seed)).toEqual(await inTurn(drawn));
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  test('when all of them are taken back, then no mark is left', async () => {
    await fc.assert(
      fc.asyncProperty(corrections, fc.integer(), async (drawn, seed) => {
        const back = references.map((reference) => ({ reference, version: 'as filed' as const }));
        const end = await anyhow([...drawn, ...back], seed);
        expect(end).toEqual({ changed: { reports: [], matches: [] }, mark: undefined });
      }),
      { numRuns: 40 },
    );
  }, 30_000);

  test('there is a mark exactly where a report differs in the end', async () => {
    await fc.assert(
      fc.asyncProperty(corrections, async (drawn) => {
        const last = new Map(drawn.map(({ reference, version }) => [reference, version]));
        const differing = [...last].flatMap(([name, version]) =>
          version === 'as filed' ? [] : name,
        );
        const { mark: due } = await inTurn(drawn);
        expect(due?.reports.map(({ reference }) => reference) ?? []).toEqual(differing.sort());
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});

/** The same ports, where reading and noting take a random number of turns. */
function slowed<P extends NotingPorts>(fast: P, random: () => number): P {
  const later = async () => {
    for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) {
      await new Promise(setImmediate);
    }
  };
  const { frozen, standings } = fast;
  return {
    ...fast,
    frozen: {
      about: (subjects) => later().then(() => frozen.about(subjects)),
      read: (name) => later().then(() => frozen.read(name)),
      note: (record, changed, next) => later().then(() => frozen.note(record, changed, next)),
    },
    standings: { of: (reports) => later().then(() => standings.of(reports)) },
  };
}

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

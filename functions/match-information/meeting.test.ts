import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import { priorityOf } from '../../lib/cases/case-queue.ts';
import type { LedgerKey } from '../../lib/identifiers.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { fileInformation } from '../../lib/information-records/file-information.ts';
import { matchInformation } from '../../lib/information-records/match-information.ts';
import { phoneKey } from '../../lib/ledger/recognition-keys.ts';
import {
  evaluationOf,
  memoryLedgers,
  type ShortReport,
  subject,
} from '../../test/support/case-world.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { memoryEmployers } from '../../test/support/memory-employers.ts';
import { memoryFrozen } from '../../test/support/memory-frozen.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { memoryStandings } from '../../test/support/memory-standings.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { createHandler, type Ports } from '../assemble-disclosure/handler.ts';

const indicators = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
const phone = phoneKey('416-555-0142') ?? '';
const caseOf = (about: string) => caseIdOf([subject(about)]);

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

function machine() {
  const world = memoryLedgers();
  const store = memoryAssembly();
  const filed = memoryInformation();
  const ports: Ports = {
    informed: filed.informed,
    watched: filed.watched,
    employers: memoryEmployers().employers,
    ledgers: world.ledgers,
    evaluations: {
      getMany: async (subjects) =>
        new Map(
          subjects.flatMap((key) => {
            const ledger = world.held.get(key);
            return ledger ? [[key, evaluationOf(ledger, rulebook)] as const] : [];
          }),
        ),
    },
    assembly: store.assembly,
    frozen: memoryFrozen(store.held.cases).frozen,
    standings: memoryStandings().standings,
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => '2026-06-01T12:00:00.000Z',
    pause: async () => {},
  };
  const assemble = async (subjects: readonly LedgerKey[]) => {
    const messages = subjects.map((one) => ({ type: 'subject-evaluated', subject: one }));
    if (messages.length === 0) return;
    const { batchItemFailures } = Object(
      await createHandler(ports)(queueEvent(...messages), lambdaContext()),
    );
    expect(batchItemFailures).toEqual([]);
  };
  return {
    store: store.held,
    filed,
    assemble,
    async report(...reports: ShortReport[]) {
      world.file(...reports);
      await assemble(reports.map(({ about }) => subject(about)));
    },
    async withdraw(report: Parameters<typeof world.withdraw>[0]) {
      world.withdraw(report);
      await assemble([subject(report.about)]);
    },
    async ask(agency: string, other: Parameters<typeof filedInformation>[0] = {}) {
      const { recordId } = await fileInformation(
        { information: filed.information, now: ports.now },
        { agency, user: 'officer', filed: filedInformation(other), requestKey: agency },
      );
      await matchInformation(
        {
          information: filed.information,
          ledgers: world.ledgers,
          announce: (evaluated) => assemble(evaluated.map((one) => one.subject)),
        },
        { agency, recordId },
      );
      return recordId;
    },
  };
}

let world: ReturnType<typeof machine>;
beforeEach(() => {
  world = machine();
});
const noted = (about: string) => world.store.cases.get(caseOf(about))?.informedBy;

describe('given a case', () => {
  beforeEach(() => world.report({ about: 'a', uses: [phone], indicators }));

  test('when an agency files a record that names its telephone, then it goes before others', async () => {
    const before = world.store.cases.get(caseOf('a'));
    await world.ask('ON-KINGSTON');
    const after = world.store.cases.get(caseOf('a'));
    expect(after).toEqual({
      ...before,
      informedBy: ['ON-KINGSTON'],
      revision: (before?.revision ?? 0) + 1,
    });
    expect(after && priorityOf(after)).toBe('priority');
  });

  test('when the record names somebody else, then nothing happens', async () => {
    const before = world.store.cases.get(caseOf('a'));
    await world.ask('ON-KINGSTON', { phones: ['416-555-0199'] });
    expect(world.store.cases.get(caseOf('a'))).toEqual(before);
  });

  test('when two agencies file, then the first is first, and each once', async () => {
    await world.ask('ON-OPP');
    await world.ask('ON-KINGSTON');
    expect(noted('a')).toEqual(['ON-OPP', 'ON-KINGSTON']);
  });

  test('when the message comes again, then nothing changes', async () => {
    const recordId = await world.ask('ON-KINGSTON');
    const before = world.store.cases.get(caseOf('a'));
    expect(await world.ask('ON-KINGSTON')).toBe(recordId);
    expect(world.store.cases.get(caseOf('a'))).toEqual(before);
    expect(world.filed.held.log).toHaveLength(1);
  });

  test('when its report is changed so that the telephone is gone, then so is the note', async () => {
    await world.ask('ON-KINGSTON');
    await world.report({ about: 'a', indicators, revision: 2 });
    expect(noted('a')).toBeUndefined();
  });
});

describe('given a record that met nobody', () => {
  beforeEach(() => world.ask('ON-KINGSTON'));

  test('when a report comes later, then its case meets the record', async () => {
    await world.report({ about: 'a', uses: [phone], indicators });
    expect(noted('a')).toEqual(['ON-KINGSTON']);
  });

  test('when the case merges with another, then the one that goes on is noted', async () => {
    const shared = phoneKey('416-555-0100') ?? '';
    await world.report({ about: 'a', uses: [shared], indicators });
    await world.report({ about: 'b', uses: [phone, shared], indicators });
    const cases = [...world.store.cases.values()].filter(({ status }) => status === 'open');
    expect(cases.map(({ informedBy }) => informedBy)).toEqual([['ON-KINGSTON']]);
  });

  test('when no gate is passed, then the assessment is marked for somebody to look at', async () => {
    await world.report({ about: 'a', uses: [phone], indicators: ['HT-SEX-001'] });
    expect(world.store.cases.size).toBe(0);
    expect([...world.filed.held.informed]).toEqual([[caseOf('a'), ['ON-KINGSTON']]]);
  });

  describe('and marked an assessment that passes no gate', () => {
    const few = ['HT-SEX-001'];
    const marks = () => [...world.filed.held.informed.keys()];
    beforeEach(() => world.report({ about: 'a', uses: [phone], indicators: few }));

    test('when another agency’s record meets it too, then the mark names both', async () => {
      await world.ask('ON-OPP');
      expect([...world.filed.held.informed]).toEqual([[caseOf('a'), ['ON-KINGSTON', 'ON-OPP']]]);
    });

    test('when the report is changed so that the telephone is gone, then so is the mark', async () => {
      await world.report({ about: 'a', indicators: few, revision: 2 });
      expect(world.store.assessments.has(caseOf('a'))).toBe(true);
      expect(marks()).toEqual([]);
    });

    test('when the report that met the record is withdrawn, then the mark is gone', async () => {
      await world.report({ about: 'a', indicators: few, reference: 'other' });
      await world.withdraw({ about: 'a', revision: 2 });
      expect(world.store.assessments.has(caseOf('a'))).toBe(true);
      expect(marks()).toEqual([]);
    });

    test('when all that was known is withdrawn, then there is neither assessment nor mark', async () => {
      await world.withdraw({ about: 'a', revision: 2 });
      expect(world.store.assessments.size).toBe(0);
      expect(marks()).toEqual([]);
    });

    test('when it becomes a case, then the case is noted and the mark is gone', async () => {
      await world.report({ about: 'a', uses: [phone], indicators, revision: 2 });
      expect(noted('a')).toEqual(['ON-KINGSTON']);
      expect(marks()).toEqual([]);
    });
  });
});

test('for any number of subjects that no record names, what is watched for is read once a batch', async () => {
  const people = Array.from({ length: 10 }, (_, place) => `p${place}`);
  await world.report(...people.map((about) => ({ about, indicators })));
  expect(world.filed.held.reads).toBe(1);
});

test('for any order of reports and records, the notes are the same', async () => {
  const steps = [
    (one: typeof world) => one.report({ about: 'a', uses: [phone], indicators }),
    (one: typeof world) => one.report({ about: 'b', uses: [phone], indicators }),
    (one: typeof world) => one.report({ about: 'c', indicators }),
    (one: typeof world) => one.ask('ON-KINGSTON'),
    (one: typeof world) => one.ask('ON-OPP', { phones: ['416-555-0199'] }),
  ];
  const order = fc.shuffledSubarray([...steps.keys()], { minLength: steps.length });
  await fc.assert(
    fc.asyncProperty(order, async (places) => {
      const one = machine();
      for (const place of places) await steps[place]?.(one);
      const live = [...one.store.cases.values()].filter(({ status }) => status === 'open');
      const told = new Set(
        live.map(({ caseId, informedBy }) => `${caseId} ${informedBy?.join() ?? 'nobody'}`),
      );
      expect(told).toEqual(
        new Set([`${caseIdOf([subject('a'), subject('b')])} ON-KINGSTON`, `${caseOf('c')} nobody`]),
      );
    }),
    { numRuns: 40 },
  );
});

import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import { priorityOf } from '../../lib/cases/case-queue.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { phoneKey } from '../../lib/ledger/recognition-keys.ts';
import { subject } from '../../test/support/case-world.ts';
import { informedWorld } from '../../test/support/informed-world.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';

const indicators = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
const phone = phoneKey('416-555-0142') ?? '';
const caseOf = (about: string) => caseIdOf([subject(about)]);

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

let world: ReturnType<typeof informedWorld>;
beforeEach(() => {
  world = informedWorld(rulebook);
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

test.each([
  ['in no case', [], 1],
  // Once more when all is done, for what was filed meanwhile.
  ['each in a case', indicators, 2],
])(
  'for any number of subjects, %s, what is watched for is read once or twice a batch',
  async (_, its, reads) => {
    const people = Array.from({ length: 10 }, (__, place) => `p${place}`);
    await world.report(...people.map((about) => ({ about, indicators: its })));
    expect(world.filed.held.reads).toBe(reads);
  },
);

describe('given a case that a record raised', () => {
  beforeEach(() => world.report({ about: 'a', uses: [phone], indicators }));

  test('when the agency takes the record back, then the case stands where it stood', async () => {
    const { informedBy: _, ...before } = world.store.cases.get(caseOf('a')) ?? {};
    const recordId = await world.ask('ON-KINGSTON');
    expect(noted('a')).toEqual(['ON-KINGSTON']);
    await world.takeBack('ON-KINGSTON', recordId);
    const after = world.store.cases.get(caseOf('a'));
    expect(after).toEqual({ ...before, revision: after?.revision });
    await world.report({ about: 'a', uses: [phone], indicators, revision: 2 });
    expect(noted('a')).toBeUndefined();
  });

  test('when another agency has asked too, then that one stays', async () => {
    const recordId = await world.ask('ON-KINGSTON');
    await world.ask('ON-OPP');
    await world.takeBack('ON-KINGSTON', recordId);
    expect(noted('a')).toEqual(['ON-OPP']);
  });
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
      const one = informedWorld(rulebook);
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

import { beforeAll, describe, expect, test } from 'vitest';
import { planted } from '../../test/planted.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { memoryEmployers } from '../../test/support/memory-employers.ts';
import { ledgersOf, newestReports } from '../../test/support/sample-ledgers.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { assembleCase } from '../cases/assemble-case.ts';
import { isSubject } from '../cases/link-limits.ts';
import type { LedgerKey } from '../identifiers.ts';
import { judgeSubject } from '../indicators/judge-subject.ts';
import type { Evaluation } from '../indicators/match.ts';
import { emptyLedger } from '../ledger/ledger.ts';
import type { EmployerRisk } from './employer-risk.ts';
import { updateEmployer } from './update-employer.ts';

/*
 * The employers of the sample batches, from the report to the list: one is planted, others pay people
 * whose lives only look like it.
 */

let listed: EmployerRisk[];
beforeAll(async () => {
  const rulebook = await theRulebook();
  const ledgers = ledgersOf(newestReports());
  const ledgerOf = (key: LedgerKey) => ledgers.get(key) ?? emptyLedger(key);
  const evaluations = new Map<LedgerKey, Evaluation>();
  for (const key of ledgers.keys()) {
    if (isSubject(key)) evaluations.set(key, await judgeSubject(rulebook, ledgerOf(key)));
  }
  const { employers } = memoryEmployers();
  const ports = {
    ledgers: {
      getMany: async (keys: readonly LedgerKey[]) =>
        new Map(keys.map((key) => [key, ledgerOf(key)])),
    },
    evaluations: {
      getMany: async (keys: readonly LedgerKey[]) =>
        new Map([...evaluations].filter(([key]) => keys.includes(key))),
    },
    assembly: memoryAssembly().assembly,
    employers,
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => '2026-11-01T12:00:00.000Z',
    pause: async () => {},
  };
  for (const key of evaluations.keys()) await assembleCase(ports, key);
  const keys = [...ledgers.keys()].filter((key) => key.startsWith('employer:'));
  for (const key of keys) await updateEmployer(ports, key);
  listed = (await employers.list({ limit: 1000 })).items;
}, 120_000);

const clientsOf = (name: string, part: string): LedgerKey[] => {
  const story = planted.find((one) => one.name === name);
  return (story?.subjects ?? []).filter((_, index) => story?.clients[index]?.part === part).sort();
};

describe('given the employer of the planted story', () => {
  const victims = clientsOf('agence-de-placement', 'possible victim');

  test('then it stands first', () => {
    expect(listed[0]?.names).toEqual(['FERME EXEMPLE INC']);
    expect(['review', 'priority']).toContain(listed[0]?.outcome);
  });

  test('then its workers are those four, all affected, and no agent is among them', () => {
    expect(listed[0]?.workers.map(({ subject }) => subject)).toEqual(victims);
    expect(listed[0]).toMatchObject({ affected: victims, workersAffected: 4, workersKnown: 4 });
  });

  test('then the agent who collects pay is told of, not called a worker', () => {
    const [agent] = clientsOf('agence-de-placement', 'agent');
    expect(listed[0]?.intermediaries).toContainEqual({
      subject: agent,
      part: 'collects-pay',
      workers: 3,
    });
  });

  test('then the pay is told to go to one recipient, all of it within 72 hours', () => {
    expect(listed[0]?.payPattern).toMatchObject({
      pays: 64,
      paydays: 16,
      within72h: { sentToOthers: 1, returned: 0, sentAbroad: 0, withdrawn: 0 },
      endsWithOne: { workers: 4 },
      paidToOthersAccounts: 3,
    });
  });

  test('then their house is told by its key and its town alone', () => {
    expect(listed[0]?.premises).toEqual([
      {
        key: expect.stringMatching(/^address:/),
        workers: 4,
        sharedByEmployer: false,
        city: 'Drummondville',
        province: 'QC',
      },
    ]);
  });
});

test('given every other employer, then no gate of review is passed', () => {
  const above = listed.slice(1).filter(({ outcome }) => outcome !== 'none' && outcome !== 'watch');
  expect(above.map(({ names }) => names)).toEqual([]);
});

test('given the seasonal crew, then what explains their pay is told and counts', () => {
  const crew = clientsOf('farm-workers', 'seasonal worker');
  const farm = listed.find(({ workers }) => workers.some(({ subject }) => crew.includes(subject)));
  expect(farm?.explanations.map(({ suppressor }) => suppressor)).toEqual(crew.map(() => 'FP05'));
  expect(farm?.outcome).toBe('none');
});

test('given employers of people who show nothing, then they are in no list', () => {
  for (const { matches } of listed) expect(matches.length).toBeGreaterThan(0);
  expect(listed.length).toBeLessThan(10);
});

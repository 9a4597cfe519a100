import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { ledgersOf, newestReports } from '../../test/support/sample-ledgers.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { type LedgerKey, ledgerKey } from '../identifiers.ts';
import { judgeSubject } from '../indicators/judge-subject.ts';
import { emptyLedger } from '../ledger/ledger.ts';
import { assembleCase } from './assemble-case.ts';
import type { Assessment } from './assessment.ts';
import { isSubject } from './link-limits.ts';
import { isLive } from './next-case.ts';

/*
 * The sample batches hold stories of exploitation and people whose lives look like it and are not.
 * Everything from the report to the case is judged here by what was planted.
 */

const folder = 'events/batches';
type Planted = {
  name: string;
  typology: string;
  outcome: 'case' | 'no-case';
  clients: { entity: string; clientNumber: string; part: string }[];
};
const planted: Planted[] = JSON.parse(readFileSync(`${folder}/planted.json`, 'utf8'));

let cases: Assessment[];
beforeAll(async () => {
  const rulebook = await theRulebook();
  const ledgers = ledgersOf(newestReports());
  const ledgerOf = (key: LedgerKey) => ledgers.get(key) ?? emptyLedger(key);
  const { held, assembly } = memoryAssembly();
  const ports = {
    ledgers: {
      getMany: async (keys: readonly LedgerKey[]) =>
        new Map(keys.map((key) => [key, ledgerOf(key)])),
    },
    evaluations: {
      getMany: async (keys: readonly LedgerKey[]) =>
        new Map(
          await Promise.all(
            keys.map(async (key) => [key, await judgeSubject(rulebook, ledgerOf(key))] as const),
          ),
        ),
    },
    assembly,
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => '2026-11-01T12:00:00.000Z',
    pause: async () => {},
  };
  for (const key of ledgers.keys()) if (isSubject(key)) await assembleCase(ports, key);
  const live = [...held.cases.values()].filter(isLive);
  cases = live.flatMap(({ caseId }) => held.assessments.get(caseId)?.assessment ?? []);
}, 120_000);

const subjectOf = ({ entity, clientNumber }: Planted['clients'][number]): LedgerKey =>
  ledgerKey('party', 'client', entity, clientNumber);
const caseWith = (subject: LedgerKey) =>
  cases.find(({ subjects }) => subjects.some((assessed) => assessed.subject === subject));

describe.each(planted.filter(({ outcome }) => outcome === 'case'))('given $name', (story) => {
  test('then one case holds all of its people, and nobody else', () => {
    const wanted = story.clients.map(subjectOf).sort();
    const found = caseWith(wanted[0] ?? '');
    expect(found?.subjects.map(({ subject }) => subject)).toEqual(wanted);
    expect(found?.typology).toBe(story.typology);
  });

  test('then a possible victim is never taken for somebody else', () => {
    const victims = story.clients.filter(({ part }) => part === 'possible victim').map(subjectOf);
    const roles = cases.flatMap(({ subjects }) =>
      subjects.filter(({ subject }) => victims.includes(subject)).map(({ role }) => role),
    );
    expect(roles).toEqual(victims.map(() => 'exploited-like'));
  });
});

test('given people whose lives only look like it, then none of them is in a case', () => {
  const innocent = planted.filter(({ outcome }) => outcome === 'no-case');
  const inCases = innocent.filter(({ clients }) => clients.map(subjectOf).some(caseWith));
  expect(inCases.map(({ name }) => name)).toEqual([]);
});

test('then there is no case that nobody planted', () => {
  expect(cases).toHaveLength(planted.filter(({ outcome }) => outcome === 'case').length);
});

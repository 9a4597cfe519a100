import { beforeAll, beforeEach, expect, test } from 'vitest';
import {
  evaluationOf,
  memoryLedgers,
  payments,
  type ShortReport,
  subject,
} from '../../test/support/case-world.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { ledgerKey } from '../identifiers.ts';
import type { Rulebook } from '../indicators/rulebook.ts';
import { emptyLedger } from '../ledger/ledger.ts';
import { caseIdOf } from './assessment.ts';
import { nothingToAssemble } from './nothing-to-assemble.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

let world: ReturnType<typeof memoryLedgers>;
let stored: ReturnType<typeof memoryAssembly>;
beforeEach(() => {
  world = memoryLedgers();
  stored = memoryAssembly();
});

/** Whether there is nothing to assemble for each of these, once the reports were taken in. */
async function isNothing(names: readonly string[], ...reports: ShortReport[]) {
  world.file(...reports);
  const judged = names.map((name) => {
    const ledger = world.held.get(subject(name)) ?? emptyLedger(subject(name));
    return { ledger, evaluation: evaluationOf(ledger, rulebook) };
  });
  const find = nothingToAssemble({ ledgers: world.ledgers, assembly: stored.assembly });
  const nothing = await find(judged, rulebook);
  return names.map((name) => nothing.has(subject(name)));
}

test('given somebody of whom nothing holds and who shares nothing, then there is nothing', async () => {
  const uses = [ledgerKey('phone', 'own')];
  expect(await isNothing(['alex'], { about: 'alex', uses })).toEqual([true]);
});

test('given somebody of whom an indicator holds, then there is something', async () => {
  const reports = [{ about: 'alex', indicators: ['HT-SEX-001'] }, { about: 'robin' }];
  expect(await isNothing(['alex', 'robin'], ...reports)).toEqual([false, true]);
});

test('given two who share a telephone, then there is something for both', async () => {
  const uses = [ledgerKey('phone', 'shared')];
  const reports = [
    { about: 'alex', uses },
    { about: 'robin', uses },
  ];
  expect(await isNothing(['alex', 'robin'], ...reports)).toEqual([false, false]);
});

test('given one-sided payments that both ends tell of, then there is something for both', async () => {
  const { out, in: incoming } = payments('alex', 'robin', { times: 3 });
  const reports = [
    { about: 'alex', payments: out },
    { about: 'robin', payments: incoming },
  ];
  expect(await isNothing(['alex', 'robin'], ...reports)).toEqual([false, false]);
});

test('given somebody who was in a case and is no more, then there is something', async () => {
  const about = { subjects: [subject('alex')] };
  const before = await stored.assembly.read(about.subjects);
  const nobody = { assessments: new Map(), cases: [] };
  const into = { ...nobody, memberships: new Map([[subject('alex'), caseIdOf(about.subjects)]]) };
  await stored.assembly.replace(before, into);
  const now = await stored.assembly.read(about.subjects);
  await stored.assembly.replace(now, {
    ...nobody,
    memberships: new Map([[subject('alex'), undefined]]),
  });
  expect(await isNothing(['alex'], { about: 'alex' })).toEqual([false]);
});

test('given a ledger that cannot be read, then there is something for whoever names it', async () => {
  const { out } = payments('alex', 'robin', { times: 3 });
  const { getMany } = world.ledgers;
  const readable = world.ledgers;
  world.ledgers.getMany = async (keys) => {
    if (keys.includes(subject('robin'))) throw new Error('damaged');
    return getMany.call(readable, keys);
  };
  const reports = [{ about: 'alex', payments: out }, { about: 'kim' }];
  expect(await isNothing(['alex', 'kim'], ...reports)).toEqual([false, true]);
});

import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import { ledgerKey } from '../../lib/identifiers.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { evaluationOf, memoryLedgers, subject } from '../../test/support/case-world.ts';
import { wages } from '../../test/support/employer-world.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { memoryEmployers } from '../../test/support/memory-employers.ts';
import { memoryFrozen } from '../../test/support/memory-frozen.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { memoryStandings } from '../../test/support/memory-standings.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { createHandler, type Ports } from './handler.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

const told = (name: string) => ({ type: 'subject-evaluated', subject: subject(name) });
const indicators = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];

let held: ReturnType<typeof memoryAssembly>['held'];
let file: ReturnType<typeof memoryLedgers>['file'];
let ports: Ports;
let listed: ReturnType<typeof memoryEmployers>['held'];
let reads: number;
beforeEach(() => {
  const world = memoryLedgers();
  const store = memoryAssembly();
  held = store.held;
  file = world.file;
  const list = memoryEmployers();
  const { informed, possible, watched } = memoryInformation();
  listed = list.held;
  reads = 0;
  ports = {
    employers: list.employers,
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
    assembly: {
      ...store.assembly,
      read(subjects) {
        reads += 1;
        return store.assembly.read(subjects);
      },
    },
    frozen: memoryFrozen(held.cases).frozen,
    informed,
    possible,
    watched,
    standings: memoryStandings().standings,
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => '2026-06-01T12:00:00.000Z',
    pause: async () => {},
  };
});

/** Messages of one group unless each is given its own. */
const handle = (...bodies: unknown[]) =>
  createHandler(ports)(queueEvent(...bodies), lambdaContext());

function handleInGroups(...messages: { group: string; body: unknown }[]) {
  const { Records } = queueEvent(...messages.map(({ body }) => body));
  const grouped = Records.map((record, place) => ({
    ...record,
    attributes: { MessageGroupId: messages[place]?.group } as typeof record.attributes,
  }));
  return createHandler(ports)({ Records: grouped }, lambdaContext());
}

test('given messages about subjects of one group, then the work is done once', async () => {
  const uses = [ledgerKey('phone', 'p')];
  file(...['a', 'b', 'c'].map((about) => ({ about, uses, indicators })));
  expect(await handle(told('a'))).toEqual({ batchItemFailures: [] });
  const alone = reads;
  reads = 0;
  file({ about: 'a', uses, indicators: [], revision: 2 });
  await handle(told('a'), told('b'), told('c'));
  expect(reads).toBeLessThanOrEqual(alone);
  expect(held.cases.get(caseIdOf(['a', 'b', 'c'].map(subject)))?.status).toBe('open');
});

describe('given a message that cannot be done', () => {
  test('then it and all of its group behind it come again, and those before it do not', async () => {
    file({ about: 'a', indicators }, { about: 'b', indicators });
    expect(await handle(told('a'), 'no JSON', told('b'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-2' }, { itemIdentifier: 'message-3' }],
    });
    expect(held.cases.has(caseIdOf([subject('a')]))).toBe(true);
    expect(held.cases.has(caseIdOf([subject('b')]))).toBe(false);
  });

  test('then what is behind it in other groups is done all the same', async () => {
    file({ about: 'a', indicators }, { about: 'b', indicators });
    const outcome = await handleInGroups(
      { group: 'x', body: 'no JSON' },
      { group: 'b', body: told('b') },
      { group: 'x', body: told('a') },
    );
    expect(outcome).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-3' }],
    });
    expect(held.cases.has(caseIdOf([subject('b')]))).toBe(true);
    expect(held.cases.has(caseIdOf([subject('a')]))).toBe(false);
  });
});

describe('given workers of one employer', () => {
  const worker = (about: string) => ({
    about,
    indicators: ['HT-LAB-002'],
    payments: wages('FARM EXAMPLE INC'),
  });
  let employer: string;
  let asked: number;
  beforeEach(() => {
    const touched = file(worker('a'), worker('b'));
    employer = touched.find((key) => key.startsWith('employer:')) ?? '';
    asked = 0;
    const { get } = ports.employers;
    ports.employers = {
      ...ports.employers,
      get(key) {
        asked += 1;
        return get(key);
      },
    };
  });

  test('when messages name both, then the employer is assessed after both and once', async () => {
    expect(await handle(told('a'), told('b'))).toEqual({ batchItemFailures: [] });
    expect(listed.get(employer)?.risk).toMatchObject({ workersAffected: 2 });
    // Once to assess it, once more to see that nobody wrote in between.
    expect(asked).toBe(2);
  });

  test('when a message names the employer, then it is assessed and no case is assembled', async () => {
    const body = { type: 'subject-evaluated', subject: employer };
    expect(await handle(body)).toEqual({ batchItemFailures: [] });
    expect(asked).toBe(1);
    expect(reads).toBe(1);
    expect(held.memberships.size).toBe(0);
  });

  test('when it cannot be assessed, then what led to it comes again', async () => {
    ports.employers.replace = async () => {
      throw new Error('out of order');
    };
    expect(await handle(told('c'), told('a'), told('b'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-2' }, { itemIdentifier: 'message-3' }],
    });
  });
});

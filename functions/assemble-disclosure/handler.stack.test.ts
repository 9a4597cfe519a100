import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { assemblyRepository } from '../../lib/aws/assembly-repository.ts';
import { caseRepository } from '../../lib/aws/case-repository.ts';
import { employerRepository } from '../../lib/aws/employer-repository.ts';
import { evaluationRepository } from '../../lib/aws/evaluation-repository.ts';
import { frozenRepository } from '../../lib/aws/frozen-repository.ts';
import { informationRepository } from '../../lib/aws/information-repository.ts';
import { ledgerRepository } from '../../lib/aws/ledger-repository.ts';
import { possibleMatchRepository } from '../../lib/aws/possible-match-repository.ts';
import { assessmentDigest, caseIdOf } from '../../lib/cases/assessment.ts';
import { ledgerKey } from '../../lib/identifiers.ts';
import { diffEvaluations } from '../../lib/indicators/diff-evaluations.ts';
import type { Rulebook } from '../../lib/indicators/rulebook.ts';
import { watchedKeys } from '../../lib/information-records/watched-keys.ts';
import { createTestBucket, createTestTable } from '../../test/support/aws.ts';
import {
  contributionsOf,
  evaluationOf,
  type ShortReport,
  subject,
} from '../../test/support/case-world.ts';
import { wages } from '../../test/support/employer-world.ts';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { queueEvent } from '../../test/support/queue-event.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { createHandler, type Ports } from './handler.ts';

let rulebook: Rulebook;
beforeAll(async () => {
  rulebook = await theRulebook();
});

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const indicators = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042', 'HT-LAB-002'];
const payments = wages('FARM EXAMPLE INC');
const shared = [ledgerKey('phone', 'p')];
const people = ['a', 'b', 'c'];
const told = (name: string) => ({ type: 'subject-evaluated', subject: subject(name) });

/** The tables of one machine, with its ports. */
async function machine() {
  const [ledgerTable, casesTable] = [
    await createTestTable('ledger'),
    await createTestTable('cases'),
  ];
  const chunks = { s3: new S3Client({}), bucket: await createTestBucket() };
  const ledgers = ledgerRepository({ client, table: ledgerTable, ...chunks });
  const evaluations = evaluationRepository({ client, table: casesTable });
  const cases = caseRepository({ client, table: casesTable });
  const assembly = assemblyRepository({ client, table: casesTable });
  const employers = employerRepository({ client, table: casesTable });
  const information = informationRepository({ client, table: casesTable });
  const ports: Ports = {
    employers: { get: employers.get, replace: employers.replace },
    ledgers: { getMany: ledgers.getMany },
    evaluations: { getMany: evaluations.getMany },
    assembly,
    frozen: frozenRepository({ client, table: casesTable }),
    informed: information,
    possible: possibleMatchRepository({ client, table: casesTable }),
    watched: watchedKeys(information),
    standings: { of: async () => new Map() },
    rulebooks: { active: async () => rulebook },
    announce: async () => {},
    now: () => '2026-06-01T12:00:00.000Z',
    pause: async () => {},
  };
  async function receive(report: ShortReport) {
    for (const [key, contribution] of contributionsOf(report)) {
      await ledgers.merge(key, [contribution]);
    }
    const key = subject(report.about);
    const before = await evaluations.get(key);
    const next = evaluationOf(await ledgers.get(key), rulebook);
    await evaluations.replace(before, next, diffEvaluations(before, next));
  }
  /** What people see, without the moments and counts of how it came about. */
  async function state() {
    const { items } = await cases.list({ limit: 50 });
    const { memberships } = await assembly.read(people.map(subject));
    const assessments = await Promise.all(items.map(({ caseId }) => cases.assessment(caseId)));
    return {
      cases: items.map(({ caseId, status, outcome }) => ({ caseId, status, outcome })),
      assessments: assessments.map((one) => one && assessmentDigest(one)),
      memberships: [...memberships].map(([key, note]) => [key, note?.caseId]),
      employers: (await employers.list({ limit: 50 })).items,
    };
  }
  return { ports, receive, state };
}

/** Three cases, and then a telephone that all of them use. */
async function threeThatAreOne() {
  const world = await machine();
  for (const about of people) await world.receive({ about, indicators, payments });
  const handle = createHandler(world.ports);
  for (const name of people) await handle(queueEvent(told(name)), lambdaContext());
  for (const about of people) {
    await world.receive({ about, indicators, payments, uses: shared, revision: 2 });
  }
  return world;
}

test('given a crash around any call, when the message comes again, then the state is the same', async () => {
  const whole = await threeThatAreOne();
  const counted = crashingAt(whole.ports, { call: 0, when: 'before' });
  await createHandler(counted.ports)(queueEvent(told('a')), lambdaContext());
  const wanted = await whole.state();
  const own = caseIdOf(people.map(subject));
  expect(wanted.cases.filter(({ status }) => status !== 'merged')).toEqual([
    { caseId: own, status: 'open', outcome: 'review' },
  ]);

  for (let call = 1; call <= counted.calls(); call += 1) {
    for (const when of ['before', 'after'] as const) {
      const world = await threeThatAreOne();
      const { ports } = crashingAt(world.ports, { call, when });
      const first = await createHandler(ports)(queueEvent(told('a')), lambdaContext());
      expect(first).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }] });
      await createHandler(world.ports)(queueEvent(told('a')), lambdaContext());
      expect(await world.state()).toEqual(wanted);
    }
  }
}, 240_000);

test('given three assemblies of one group at once, then the state is that of one after the other', async () => {
  const one = await threeThatAreOne();
  for (const name of people) {
    await createHandler(one.ports)(queueEvent(told(name)), lambdaContext());
  }
  const wanted = await one.state();
  for (let run = 0; run < 5; run += 1) {
    const world = await threeThatAreOne();
    const handle = createHandler(world.ports);
    await Promise.all(people.map((name) => handle(queueEvent(told(name)), lambdaContext())));
    expect(await world.state()).toEqual(wanted);
  }
});

import { beforeEach, describe, expect, test } from 'vitest';
import { caseIdOf } from '../../lib/cases/assessment.ts';
import { type ExplanationView, explanationSchema } from '../../lib/cases/explanation-api.ts';
import { explanationLink } from '../../lib/cases/explanation-link.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { ledgerKey } from '../../lib/identifiers.ts';
import { judgeSubject } from '../../lib/indicators/judge-subject.ts';
import { memoryLedgers, onDay, payments, subject } from '../../test/support/case-world.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { contribution, entry } from '../../test/support/ledgers.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { memoryCases } from '../../test/support/memory-cases.ts';
import { memoryEmployers } from '../../test/support/memory-employers.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { createHandler, type Ports } from './handler.ts';

const route = 'GET /v1/subjects/{subject}/indicators/{indicatorId}';
const world = memoryLedgers();
let ports: Ports;

/** Cash at 11 p.m. on so many nights, with a device of which no answer may tell. */
const nights = (...days: number[]) =>
  days.map((day, index) =>
    entry({
      transaction: `T${index}`,
      at: onDay(day).replace('T12:00:00', 'T23:00:00'),
      device: ledgerKey('device', 'phone'),
      terminal: 'ABM 7',
    }),
  );
const cash = subject('cash');
const quiet = subject('quiet');

beforeEach(async () => {
  const rulebook = await theRulebook();
  await world.ledgers.merge(cash, [contribution({ entries: nights(0, 1, 2, 3, 4) })]);
  await world.ledgers.merge(quiet, [contribution({ entries: nights(0, 1, 2) })]);
  const phone = ledgerKey('phone', 'shared');
  world.file(
    ...['ana', 'ben', 'cyd', 'dov'].map((about) => ({
      about,
      uses: [phone],
      party: { surname: about },
    })),
    { about: 'alone', payments: payments('alone', 'somebody', { times: 2 }).out },
  );
  const { cases, frozen } = memoryCases();
  const { employers } = memoryEmployers();
  ports = {
    ...toldReads().ports,
    assembly: memoryAssembly().assembly,
    ...memoryInformation(),
    routingTables: routingFile('rules'),
    cases,
    frozen,
    employers,
    ledgers: world.ledgers,
    rulebooks: { active: async () => rulebook },
  };
});

type Asked = { subject: string; indicatorId: string };

async function get(
  path: Asked,
  query?: { asOf: string },
  claims = { sub: 'ana', scope: 'analyst' },
) {
  const event = httpEvent(route, { claims, path, ...(query && { query }) });
  const { statusCode, body = '' } = await createHandler(ports)(event, lambdaContext());
  return { statusCode, body: JSON.parse(body) };
}

/** The contract is strict: whatever it does not name is an error. */
async function explain(path: Asked, query?: { asOf: string }): Promise<ExplanationView> {
  const { statusCode, body } = await get(path, query);
  expect(statusCode).toBe(200);
  return explanationSchema.parse(body);
}

describe('given a match', () => {
  const asked = { subject: cash, indicatorId: 'HT-SEX-001' };

  test('then its conditions, its entries and those that suffice are told', async () => {
    const explanation = await explain(asked);
    expect(explanation).toMatchObject({
      outcome: 'matched',
      conditions: {
        all: [
          { value: 5, threshold: 4, margin: 1 },
          { value: 5, threshold: 3 },
        ],
      },
      measures: { nightCashEvents30d: { evidence: ['e1', 'e2', 'e3', 'e4', 'e5'] } },
      minimalEvidence: { entries: ['e2', 'e3', 'e4', 'e5'], isMinimal: true },
      about: { title: { en: 'Night-time cash' } },
      links: { self: `/v1/subjects/${cash}/indicators/HT-SEX-001` },
    });
    expect(explanation.timeline).toHaveLength(5);
    expect(explanation.timeline[0]).toMatchObject({
      subject: cash,
      kind: 'cash',
      terminal: 'ABM 7',
    });
  });

  test('then nothing is shown of an entry that a case does not show', async () => {
    expect(JSON.stringify(await explain(asked))).not.toMatch(/device|ipAddress|postal|latitude/);
  });

  test('when people set evidence aside in its case, then it counts for nothing here either, and the case is named', async () => {
    const { held, assembly } = memoryAssembly();
    const caseId = caseIdOf([cash]);
    const [contributed] = world.held.get(cash)?.contributions.values() ?? [];
    if (!contributed) throw new Error('nothing was taken in');
    const excluded = ['T0', 'T1'].map((transaction) => ({
      ...{ ...contributed.report, transaction },
      sequence: 2,
    }));
    held.memberships.set(cash, { caseId, version: 1 });
    held.cases.set(caseId, {
      ...{ caseId, revision: 3, decisions: 2, status: 'claimed', claimedBy: 'ana' },
      ...{ typology: 'sexual-exploitation', outcome: 'review', gateHolds: true },
      ...{ raisedAt: '2026-06-01T12:00:00.000Z', openedAt: '2026-06-01T12:00:00.000Z' },
      ...{ assessmentDigest: 'digest', standing: { sequence: 2, excluded } },
    });
    ports = { ...ports, assembly };
    const explanation = await explain(asked);
    expect(explanation).toMatchObject({
      outcome: 'not-matched',
      conditions: { all: [{ value: 3, threshold: 4, margin: -1 }, { value: 3 }] },
      heeds: [{ caseId, sequence: 2 }],
    });
    expect(explanation.timeline).toHaveLength(3);
  });

  test('then the link of the match leads to it', async () => {
    const ledger = await world.ledgers.get(cash);
    const match = judgeSubject(await theRulebook(), ledger).matches.find(
      ({ indicator }) => indicator === asked.indicatorId,
    );
    if (!match) throw new Error('no match');
    const link = new URL(explanationLink(match), 'http://localhost');
    const asOf = link.searchParams.get('asOf') ?? '';
    expect(link.pathname).toBe(`/v1/subjects/${cash}/indicators/HT-SEX-001`);
    expect(await explain(asked, { asOf })).toMatchObject({ matchId: match.matchId });
  });
});

test('given no match, then it is told by how much', async () => {
  const explanation = await explain({ subject: quiet, indicatorId: 'HT-SEX-001' });
  expect(explanation).toMatchObject({
    outcome: 'not-matched',
    failed: [{ measure: 'nightCashEvents30d', value: 3, lacks: 1 }],
    timeline: [{}, {}, {}],
  });
});

test('given an earlier time, then it is told as of that', async () => {
  const asked = { subject: cash, indicatorId: 'HT-SEX-001' };
  expect(await explain(asked, { asOf: onDay(2) })).toMatchObject({
    outcome: 'not-matched',
    asOf: nights(1)[0]?.at,
    failed: [{ lacks: 2 }, { lacks: 1 }],
  });
});

test('given data that nobody sent, then it is told which', async () => {
  const { indicators } = await theRulebook();
  const observed = indicators.find(({ requires = [] }) => requires.includes('staffObservations'));
  const explanation = await explain({ subject: cash, indicatorId: observed?.id ?? '' });
  expect(explanation).toMatchObject({
    outcome: 'not-evaluable',
    missing: expect.arrayContaining([expect.objectContaining({ what: 'staffObservations' })]),
  });
});

describe('given an indicator that looks beyond one ledger', () => {
  const indicatorId = 'HT-LAB-005';

  test('when four people share a telephone, then it is judged by all of them', async () => {
    expect(await explain({ subject: subject('ana'), indicatorId })).toMatchObject({
      outcome: 'matched',
      measures: { contactSharers: { value: 4, evidence: [] } },
      minimalEvidence: { entries: [], isMinimal: true },
    });
  });

  test('when nobody told a contact detail, then it is not evaluable', async () => {
    expect(await explain({ subject: subject('alone'), indicatorId })).toMatchObject({
      outcome: 'not-evaluable',
      missing: [{ what: 'neighbours', measures: ['contactSharers', 'addressSharers'] }],
      known: { conditions: { any: [{ value: null, holds: false }, { value: null }] } },
    });
  });
});

test('given a subject or an indicator that is not there, then the answer is 404', async () => {
  const indicatorId = 'HT-SEX-001';
  for (const unknown of [subject('nobody'), ledgerKey('phone', 'shared'), 'x']) {
    const { statusCode, body } = await get({ subject: unknown, indicatorId });
    expect([statusCode, body.type]).toEqual([404, '/problems/subject-not-found']);
  }
  for (const unknown of ['HT-SEX-999', 'x']) {
    const { statusCode, body } = await get({ subject: cash, indicatorId: unknown });
    expect([statusCode, body.type]).toEqual([404, '/problems/indicator-not-found']);
  }
});

test('given a time without an offset, then the request is refused', async () => {
  const asOf = '2026-03-01T12:00:00';
  const { statusCode } = await get({ subject: cash, indicatorId: 'HT-SEX-001' }, { asOf });
  expect(statusCode).toBe(400);
});

test('given a reporting entity, then nothing is shown', async () => {
  const claims = { sub: 'rep', scope: 'reporting-entity', entity: '1234567' };
  const { statusCode } = await get({ subject: cash, indicatorId: 'HT-SEX-001' }, undefined, claims);
  expect(statusCode).toBe(403);
});

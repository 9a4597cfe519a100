import { beforeEach, describe, expect, test } from 'vitest';
import {
  assessmentListSchema,
  type CaseView,
  caseListSchema,
  caseViewSchema,
} from '../../lib/cases/api.ts';
import { assess } from '../../lib/cases/assess.ts';
import { type Assessment, assessmentDigest, caseIdOf } from '../../lib/cases/assessment.ts';
import type { Case, Decision } from '../../lib/cases/case.ts';
import { knownLedgers } from '../../lib/cases/known-ledgers.ts';
import { linkSubjects } from '../../lib/cases/link-subjects.ts';
import { nextCase } from '../../lib/cases/next-case.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import {
  evaluationOf,
  memoryLedgers,
  onDay,
  payments,
  subject,
} from '../../test/support/case-world.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { memoryCases } from '../../test/support/memory-cases.ts';
import { memoryEmployers } from '../../test/support/memory-employers.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { createHandler, type Ports } from './handler.ts';

const paid = payments('robin', 'alex', { times: 4, cad: 500 });
const caseId = caseIdOf([subject('robin'), subject('alex')]);
const analyst = { sub: 'ana', scope: 'analyst' };

let ports: Ports;
let assessment: Assessment;
let held: ReturnType<typeof memoryCases>['held'];
beforeEach(async () => {
  const rulebook = await theRulebook();
  const world = memoryLedgers();
  world.file(
    {
      about: 'robin',
      payments: paid.out,
      indicators: ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'],
      explanations: ['FP12'],
      party: { birthDate: '2008-03-17' },
    },
    { about: 'alex', payments: paid.in },
  );
  const { subjects, links } = await linkSubjects(subject('robin'), knownLedgers(world.ledgers));
  const evaluations = new Map(
    [...world.held].map(([key, ledger]) => [key, evaluationOf(ledger, rulebook)]),
  );
  assessment = await assess(
    { caseId, subjects, links, ledgers: world.held, evaluations },
    rulebook,
  );
  const { held: stored, cases, frozen } = memoryCases();
  held = stored;
  const theCase = nextCase(undefined, assessment, '2026-06-01T12:00:00.000Z');
  if (theCase) held.cases.set(caseId, theCase);
  held.assessments.set(caseId, assessment);
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

const get = async (routeKey: string, options: Parameters<typeof httpEvent>[1] = {}) => {
  const event = httpEvent(routeKey, { claims: analyst, ...options });
  const { statusCode, body = '', headers } = await createHandler(ports)(event, lambdaContext());
  return { statusCode, body: JSON.parse(body), headers };
};
const getCase = (path = { caseId }) => get('GET /v1/cases/{caseId}', { path });

describe('given a case of two subjects', () => {
  let view: CaseView;
  beforeEach(async () => {
    view = caseViewSchema.parse((await getCase()).body);
  });

  test('then its revision is the ETag and its digest that of the assessment', async () => {
    expect((await getCase()).headers).toMatchObject({ etag: `"${view.case.revision}"` });
    expect(view.assessment?.digest).toBe(assessmentDigest(assessment));
  });

  test('then subjects have names, ages and roles with reasons', () => {
    expect(view.assessment?.subjects).toContainEqual(
      expect.objectContaining({
        subject: subject('robin'),
        displayName: 'robin Example',
        minor: true,
        role: 'exploited-like',
      }),
    );
  });

  test('then links are told in words with numbers', () => {
    expect(view.assessment?.links.map(({ text }) => text.en)).toEqual([
      'The first paid the second 4 times, $2,000.00 in all, and little or nothing came back.',
    ]);
  });

  test('then each match has its sources and leads to its entries', () => {
    const match = view.assessment?.matches[0];
    expect(match?.about?.sources.length).toBeGreaterThan(0);
    const entry = view.assessment?.timeline.find(({ id }) => id === match?.evidence[0]);
    expect(entry).toMatchObject({
      at: onDay(0),
      direction: 'out',
      amount: { currency: 'CAD', minor: 50_000 },
      counterparty: { label: 'alex Example', subject: subject('alex') },
    });
    expect(entry?.matches).toContain(match?.matchId);
  });

  test('then what spoke for innocence stands there, and the gates that were not passed', () => {
    expect(view.assessment?.explanations).toMatchObject([
      { suppressor: 'FP12', title: { en: 'Teams, bands, tours' } },
    ]);
    const general = view.assessment?.typologies.find(
      (one) => one.typology === 'labour-exploitation',
    );
    expect(general?.reasons.length).toBeGreaterThan(0);
  });
});

describe('given an open case whose facts happened in Kingston', () => {
  const found = async (query: Record<string, string>) => {
    const { body } = await get('GET /v1/cases', { query });
    return caseListSchema.parse(body).cases;
  };
  beforeEach(() => {
    const open = held.cases.get(caseId);
    const facts = [{ province: 'ON', city: 'Kingston', count: 2 }];
    if (open) held.cases.set(caseId, { ...open, whereabouts: { facts, homes: [] } });
  });

  test('when cases for its police are asked for, then it is among them', async () => {
    expect(await found({ recipient: 'ON-KINGSTON' })).toMatchObject([
      { case: { caseId, status: 'open' }, proposedRecipients: ['ON-KINGSTON'] },
    ]);
    expect(await found({ recipient: 'ON-KINGSTON', status: 'open' })).toHaveLength(1);
  });

  test('when cases for somebody else are asked for, then it is not', async () => {
    expect(await found({ recipient: 'ON-TPS' })).toEqual([]);
    expect(await found({ recipient: 'ON-KINGSTON', status: 'claimed' })).toEqual([]);
  });

  test('then reading it tells whom the routing proposes', async () => {
    expect((await getCase()).body.proposedRecipients).toEqual(['ON-KINGSTON']);
  });
});

describe('given a case that somebody decided on', () => {
  const at = '2026-06-02T12:00:00.000Z';
  const decision = (kind: 'claim' | 'note' | 'reject', sequence: number): Decision => ({
    ...{ caseId, sequence, kind, actor: 'ana', at, reason: 'r', revision: 1 },
    assessmentDigest: 'd',
  });
  const worked = (changes: object, decisions: Decision[]) => {
    const open = held.cases.get(caseId);
    held.cases.set(caseId, { ...open, ...changes, claimedBy: 'ana', openedAt: at } as Case);
    held.decisions.set(caseId, decisions);
  };
  const read = async () => caseViewSchema.parse((await getCase()).body);

  test('when nothing changed since, then that is told', async () => {
    worked({ status: 'claimed' }, [decision('claim', 1), decision('note', 2)]);
    expect((await read()).changes).toEqual({
      since: { kind: 'claim', sequence: 1, at },
      material: false,
      reports: [],
      matches: [],
    });
  });

  test('when matches came or went since, then which, and that it is material', async () => {
    worked({ status: 'rejected', rejectedBy: 'bob', rejectedAt: at }, [
      decision('claim', 1),
      decision('reject', 2),
    ]);
    const raised = assessment.matches.slice(0, 1).map(({ matchId, subject: of, indicator }) => ({
      ...{ matchId, subject: of, indicator },
      ...{ became: 'raised' as const, corrected: false },
    }));
    ports.frozen.changed = async ({ sequence }) =>
      sequence === 2 ? { reports: [], matches: raised } : undefined;
    expect((await read()).changes).toMatchObject({
      since: { kind: 'reject', sequence: 2 },
      material: true,
      matches: raised,
    });
  });

  test('when it is open again, then nobody is told of changes', async () => {
    held.decisions.set(caseId, [decision('claim', 1)]);
    expect((await read()).changes).toBeUndefined();
  });

  test('when no match is left, then it says so', async () => {
    expect((await read()).nothingLeft).toBe(false);
    held.assessments.set(caseId, { ...assessment, matches: [], outcome: 'none' });
    expect((await read()).nothingLeft).toBe(true);
  });
});

test('given an unknown case, or text that is none, then the answer is 404', async () => {
  for (const unknown of ['case-0000000000000000', 'x']) {
    const { statusCode, body } = await getCase({ caseId: unknown });
    expect([statusCode, body.type]).toEqual([404, '/problems/case-not-found']);
  }
});

test('given lists, then they are what the contract says', async () => {
  const cases = caseListSchema.parse((await get('GET /v1/cases')).body);
  expect(cases.cases.map(({ links }) => links.self)).toEqual([`/v1/cases/${caseId}`]);
  const { outcome } = assessment;
  const listed = await get('GET /v1/assessments', { query: { outcome } });
  const [first] = assessmentListSchema.parse(listed.body).assessments;
  expect(first).toMatchObject({ caseId, outcome, explanations: [{ suppressor: 'FP12' }] });
});

test('given a reporting entity, then nothing is shown', async () => {
  const claims = { sub: 'rep', scope: 'reporting-entity', entity: '1234567' };
  for (const route of ['GET /v1/cases', 'GET /v1/cases/{caseId}', 'GET /v1/assessments']) {
    expect((await get(route, { claims, path: { caseId } })).statusCode).toBe(403);
  }
});

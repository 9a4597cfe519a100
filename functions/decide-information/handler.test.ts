import { beforeEach, describe, expect, test } from 'vitest';
import { assess } from '../../lib/cases/assess.ts';
import type { Assessment } from '../../lib/cases/assessment.ts';
import { listedMatchSchema } from '../../lib/http/information-view.ts';
import type { PossibleMatch } from '../../lib/information-records/possible-match.ts';
import { evaluationOf, memoryLedgers, subject } from '../../test/support/case-world.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { createHandler, type Ports } from './handler.ts';

const [agency, recordId] = ['ON-KINGSTON', 'record-0123456789abcdef'];
const name = { subject: subject('a'), agency, recordId };
const found: PossibleMatch = {
  ...name,
  ...{ version: 1, foundAt: '2026-06-01T12:00:00.000Z', caseId: 'case-0123456789abcdef' },
  by: [{ pointer: '/persons/0', agrees: ['name'] }],
  ...{ holds: true, inWork: true, decisions: [] },
};

let store: ReturnType<typeof memoryInformation>;
let told: ReturnType<typeof toldReads>;
let assessments: Map<string, Assessment>;
let ports: Ports;
beforeEach(async () => {
  store = memoryInformation();
  told = toldReads();
  assessments = new Map();
  const world = memoryLedgers();
  world.file({ about: 'a', party: { given: 'Alex', city: 'Toronto' } });
  await store.information.file({
    ...{ recordId, agency, filedBy: 'officer', receivedAt: '2026-06-01T12:00:00.000Z' },
    ...filedInformation({ persons: [{ surname: 'Example', given: 'Alex', aliases: [] }] }),
  });
  await store.possible.replace(found);
  ports = {
    ...told.ports,
    information: store.information,
    possible: store.possible,
    ledgers: world.ledgers,
    cases: { assessment: async (caseId) => assessments.get(caseId) },
  };
});

type Asked = { key?: string; body?: unknown; path?: Record<string, string>; scope?: string };

async function ask(route: string, { key, body, path, scope = 'analyst' }: Asked = {}) {
  const event = httpEvent(route, {
    headers: key ? { 'idempotency-key': key } : {},
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(path && { path }),
    claims: { sub: 'ana', scope },
  });
  const answer = await createHandler(ports)(event, lambdaContext());
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
}
const list = (scope?: string) => ask('GET /v1/possible-matches', { ...(scope && { scope }) });
const judge = (body: object, more: Asked = {}) =>
  ask('POST /v1/possible-matches/{subject}/{agency}/{recordId}', {
    ...{ key: 'k1', path: name },
    body: { verdict: 'dismiss', version: 1, reason: 'Another Alex.', ...body },
    ...more,
  });
const code = (type: string) => ({ body: { type: `/problems/${type}` } });

describe('given somebody who may be whom an agency names', () => {
  test('when an analyst lists those that wait, then she sees both, and the log is told whose record she saw', async () => {
    const { body } = await list();
    const [one] = body.possibleMatches;
    expect(listedMatchSchema.parse(one)).toMatchObject({
      match: found,
      record: { recordId, agency, urgency: 'urgent' },
      subject: { name: 'Alex Example', city: 'Toronto' },
      links: { case: '/v1/cases/case-0123456789abcdef' },
    });
    const about = told.told.flatMap((read) => read.about);
    expect(about).toEqual(expect.arrayContaining([recordId, subject('a'), found.caseId]));
  });

  test('when she may be a possible victim, then whoever looks is told so, and nothing where there is no case of her any more', async () => {
    expect((await list()).body.possibleMatches[0].subject).not.toHaveProperty('role');
    const rulebook = await theRulebook();
    const world = memoryLedgers();
    world.file({ about: 'a', indicators: ['HT-SEX-001'] });
    const { caseId } = found;
    const ledger = world.held.get(subject('a'));
    const evaluations = new Map(ledger ? [[subject('a'), evaluationOf(ledger, rulebook)]] : []);
    const assessment = await assess(
      { caseId, subjects: [subject('a')], links: [], ledgers: world.held, evaluations },
      rulebook,
    );
    const subjects = assessment.subjects.map((one) => ({
      ...one,
      role: 'exploited-like' as const,
    }));
    assessments.set(caseId, { ...assessment, subjects });
    const [one] = (await list()).body.possibleMatches;
    expect(listedMatchSchema.parse(one).subject).toMatchObject({ role: 'exploited-like' });
  });

  test('when she dismisses it with a reason, then that is kept and it waits no more', async () => {
    const { status, body } = await judge({});
    expect(status).toBe(200);
    expect(body).toMatchObject({ sequence: 1, verdict: 'dismiss', actor: 'ana', by: found.by });
    expect((await list()).body.possibleMatches).toEqual([]);
  });

  test('when she sends it twice, then it is one decision', async () => {
    expect(await judge({})).toEqual(await judge({}));
    expect([...store.matches.values()].flatMap(({ decisions }) => decisions)).toHaveLength(1);
    expect(await judge({ verdict: 'confirm' })).toMatchObject({
      status: 422,
      ...code('idempotency-key-reused'),
    });
  });

  test('when she sends it twice at once, then both get the one decision', async () => {
    const [first, second] = await Promise.all([judge({}), judge({})]);
    expect(first).toMatchObject({ status: 200, body: { sequence: 1 } });
    expect(second).toEqual(first);
  });

  test('when two decide at once, then one does and the other is told 409', async () => {
    const answers = await Promise.all([judge({}), judge({}, { key: 'k2' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('when she decides otherwise later, then both are kept', async () => {
    await judge({});
    const path = { key: 'k2' };
    expect((await judge({ verdict: 'confirm', version: 2, reason: 'It is.' }, path)).status).toBe(
      200,
    );
    const [match] = store.matches.values();
    expect(match?.decisions.map(({ verdict }) => verdict)).toEqual(['dismiss', 'confirm']);
  });

  test('when it changed since she read it, or no longer holds, then 409', async () => {
    await store.possible.replace({ ...found, version: 2, holds: false });
    for (const version of [1, 2]) {
      expect(await judge({ version })).toMatchObject({
        status: 409,
        ...code('possible-match-changed'),
      });
    }
  });

  test('when the agency has taken its record back, then it is neither listed nor decided on', async () => {
    const record = await store.information.get(name);
    const withdrawn = { at: '2026-06-02T12:00:00.000Z', by: 'officer', reason: 'Wrong.' };
    if (record) await store.information.withdraw({ ...record, withdrawn });
    expect((await list()).body.possibleMatches).toEqual([]);
    expect(await judge({})).toMatchObject({ status: 409, ...code('possible-match-changed') });
  });
});

test.each([
  { ...name, recordId: 'record-ffffffffffffffff' },
  { ...name, agency: 'ON-OPP' },
  { ...name, subject: subject('b') },
  { ...name, subject: 'nonsense' },
])('given no such match (%j), then 404', async (path) => {
  expect(await judge({}, { path })).toMatchObject({
    status: 404,
    ...code('possible-match-not-found'),
  });
});

test.each([{ verdict: 'maybe' }, { reason: ' ' }, { version: 0 }, { more: 1 }])(
  'given nonsense (%j), then 400 and nothing is decided',
  async (body) => {
    expect((await judge(body)).status).toBe(400);
    expect(store.matches.get([...store.matches.keys()][0] ?? '')).toEqual(found);
  },
);

test('given no key, then 400', async () => {
  const path = { path: name, body: { verdict: 'dismiss', version: 1, reason: 'No.' } };
  const route = 'POST /v1/possible-matches/{subject}/{agency}/{recordId}';
  expect((await ask(route, path)).status).toBe(400);
});

test.each(['recipient', 'reporting-entity', 'auditor'])('given a %s, then 403', async (scope) => {
  expect((await list(scope)).status).toBe(403);
  expect((await judge({}, { scope })).status).toBe(403);
});

test('given an approver, then she may read and not decide', async () => {
  expect((await list('approver')).status).toBe(200);
  expect((await judge({}, { scope: 'approver' })).status).toBe(403);
});

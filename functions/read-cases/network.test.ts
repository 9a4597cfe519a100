import { beforeEach, describe, expect, test } from 'vitest';
import { dataRequestListSchema } from '../../lib/cases/data-request-list.ts';
import {
  type CaseNetwork,
  type CaseTimeline,
  caseNetworkSchema,
  caseTimelineSchema,
} from '../../lib/cases/network-api.ts';
import { closeDataRequest } from '../../lib/disclosures/close-data-request.ts';
import { excludeEvidence } from '../../lib/disclosures/exclude-evidence.ts';
import { mergeCases } from '../../lib/disclosures/merge-cases.ts';
import { requestData } from '../../lib/disclosures/request-data.ts';
import { routingFile } from '../../lib/disclosures/routing-file.ts';
import { ledgerKey } from '../../lib/identifiers.ts';
import { caseWorkWorld } from '../../test/support/case-work-world.ts';
import { onDay, payments, type ShortReport, subject } from '../../test/support/case-world.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { memoryAssembly } from '../../test/support/memory-assembly.ts';
import { memoryEmployers } from '../../test/support/memory-employers.ts';
import { memoryFrozen } from '../../test/support/memory-frozen.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { theRulebook } from '../../test/support/sample-rulebook.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { createHandler, type Ports } from './handler.ts';

const phone = ledgerKey('phone', 'p');
const paid = payments('robin', 'alex', { times: 4, cad: 500 });
const strangers = ['x', 'y'].map((from, place) => ({ from, at: onDay(40 + place), cad: 80 }));
const forReview = ['HT-SEX-001', 'HT-SEX-031', 'HT-SEX-012', 'HT-SEX-042'];
const reports: ShortReport[] = [
  {
    ...{ about: 'robin', payments: [...paid.out, ...strangers], uses: [phone] },
    indicators: forReview,
    party: { birthDate: '2008-03-17' },
  },
  { about: 'alex', payments: paid.in, uses: [phone] },
];

let world: ReturnType<typeof caseWorkWorld>;
let ports: Ports;
beforeEach(async () => {
  const rulebook = await theRulebook();
  world = caseWorkWorld(rulebook);
  await world.receive(...reports);
  ports = {
    ...toldReads().ports,
    assembly: memoryAssembly().assembly,
    ...memoryInformation(),
    routingTables: routingFile('rules'),
    cases: world.people.cases,
    frozen: memoryFrozen(world.held.cases).frozen,
    employers: memoryEmployers().employers,
    ledgers: world.people.ledgers,
    rulebooks: { active: async () => rulebook },
  };
});

const get = async (routeKey: string, options: Parameters<typeof httpEvent>[1] = {}) => {
  const claims = { sub: 'ana', scope: 'analyst' };
  const event = httpEvent(routeKey, { claims, ...options });
  const { statusCode, body = '' } = await createHandler(ports)(event, lambdaContext());
  return { statusCode, body: JSON.parse(body) };
};
const caseIdNow = () =>
  [...world.held.cases.values()].find(({ status }) => status !== 'merged')?.caseId ?? '';
const network = async (): Promise<CaseNetwork> => {
  const path = { caseId: caseIdNow() };
  return caseNetworkSchema.parse((await get('GET /v1/cases/{caseId}/network', { path })).body);
};
const timeline = async (query = {}): Promise<CaseTimeline> => {
  const path = { caseId: caseIdNow() };
  const { body } = await get('GET /v1/cases/{caseId}/timeline', { path, query });
  return caseTimelineSchema.parse(body);
};
const holder = () =>
  world.claim(['alex', 'robin'].find((name) => world.caseOf(name) === caseIdNow()) ?? '');

describe('given a case of two who share a telephone and pay each other', () => {
  test('then the picture names who they are, and whom to protect', async () => {
    const { nodes } = await network();
    expect(nodes).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'subject', subject: subject('robin'), label: 'robin Example' },
        ...{ minor: true, possibleVictim: true },
      }),
    );
    expect(nodes).toContainEqual(expect.objectContaining({ kind: 'contact', key: phone }));
  });

  test('then payments between them count once, with the exact sum by currency', async () => {
    const { edges } = await network();
    const between = edges.filter(
      ({ reason, from, to }) =>
        reason === 'payments' && from === subject('robin') && to === subject('alex'),
    );
    expect(between).toMatchObject([{ count: 4, sums: [{ currency: 'CAD', minor: 200_000 }] }]);
  });

  test('then strangers are counted and not named', async () => {
    const { nodes, edges } = await network();
    const others = nodes.filter(({ kind }) => kind === 'others');
    expect(others).toMatchObject([{ count: 2 }]);
    expect(edges.filter(({ from }) => from === others[0]?.id)).toMatchObject([
      { to: subject('robin'), count: 2, sums: [{ currency: 'CAD', minor: 16_000 }] },
    ]);
    expect(JSON.stringify(nodes)).not.toContain(subject('x'));
  });

  test('then it is drawn the same in whatever order the reports came', async () => {
    const drawn = await network();
    const other = caseWorkWorld(await theRulebook());
    await other.receive(...[...reports].reverse());
    ports = { ...ports, cases: other.people.cases, ledgers: other.people.ledgers };
    expect(await network()).toEqual(drawn);
  });

  test('when there is no such case, then 404', async () => {
    const path = { caseId: 'case-0000000000000000' };
    for (const part of ['network', 'timeline']) {
      expect(await get(`GET /v1/cases/{caseId}/${part}`, { path })).toMatchObject({
        statusCode: 404,
      });
    }
  });

  test('when evidence is set aside, then it is marked in time and missing in the sums', async () => {
    const [first] = (await timeline()).entries;
    const { entity = '', reference = '', transaction = '' } = first?.source ?? {};
    const ann = await holder();
    await excludeEvidence(world.people, { ...ann, evidence: [{ entity, reference, transaction }] });
    await world.settle();
    const [marked] = (await timeline()).entries;
    expect(marked).toMatchObject({ excluded: true, matches: [] });
    const { edges } = await network();
    const between = edges.find(
      ({ from, reason }) => from === subject('robin') && reason === 'payments',
    );
    expect(between).toMatchObject({ count: 3, sums: [{ currency: 'CAD', minor: 150_000 }] });
  });

  test('when another case is merged by hand, then the picture says so', async () => {
    await world.receive({ about: 'kim', indicators: forReview });
    const ann = await holder();
    await mergeCases(world.people, { ...ann, other: world.caseOf('kim') });
    await world.settle();
    const { edges } = await network();
    expect(edges.filter(({ reason }) => reason === 'merged-by-hand')).toMatchObject([
      { to: subject('kim') },
    ]);
  });
});

test('given a timeline, when it is read page by page, then nothing is missed or told twice', async () => {
  const whole = await timeline();
  const entries: CaseTimeline['entries'] = [];
  let cursor: string | undefined;
  do {
    const page = await timeline({ limit: '1', ...(cursor && { cursor }) });
    entries.push(...page.entries);
    cursor = page.next;
  } while (cursor);
  expect(entries).toEqual(whole.entries);
  expect(entries.length).toBeGreaterThan(0);
  expect(entries[0]?.at).toMatch(/-05:00$/);
});

test('given data that somebody asked for, then the list tells what may be passed on, apart', async () => {
  const dataRequest = { entity: '1234567', missing: ['terminal' as const], references: ['R-1'] };
  const caseId = caseIdNow();
  await requestData(world.people, {
    ...{ caseId, actor: 'ann', dataRequest },
    reason: 'Where the cash came from.',
  });
  const { body } = await get('GET /v1/data-requests');
  expect(body.dataRequests).toMatchObject([{ ask: dataRequest, caseId, actor: 'ann' }]);
  expect(Object.keys(body.dataRequests[0].ask).sort()).toEqual(['entity', 'missing', 'references']);

  const closing = { outcome: 'not-available' as const, reason: 'Nobody kept it.' };
  await closeDataRequest(world.people, { ...{ caseId, actor: 'bob', request: 1 }, ...closing });
  const listed = async (state: string) =>
    dataRequestListSchema.parse((await get('GET /v1/data-requests', { query: { state } })).body);
  expect((await listed('open')).dataRequests).toEqual([]);
  expect((await listed('closed')).dataRequests).toMatchObject([
    { ask: dataRequest, state: 'closed', actor: 'ann', closed: { ...closing, actor: 'bob' } },
  ]);
});

import { beforeAll, describe, expect, test } from 'vitest';
import type { ChangedFacts } from '../../lib/cases/changed-facts.ts';
import type { Disclosure } from '../../lib/disclosures/disclosure.ts';
import { listAmendmentsDue } from '../../lib/disclosures/list-amendments-due.ts';
import { disclosureViewSchema } from '../../lib/http/disclosure-view.ts';
import { digest } from '../../lib/identifiers.ts';
import { approvedDisclosures } from '../../test/support/approved-disclosure.ts';
import { decisionPorts } from '../../test/support/decision-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { createHandler } from './handler.ts';

const { ports, held } = decisionPorts();
const [disclosureId = ''] = await approvedDisclosures(ports);
const left = await ports.disclosures.get(disclosureId);

const ask = (
  route: string,
  scope = 'approver',
  id = disclosureId,
  query: Record<string, string> = { status: 'approved' },
) =>
  createHandler(ports)(
    httpEvent(route, {
      path: { disclosureId: id },
      query,
      claims: { sub: 'bob', scope },
    }),
    lambdaContext(),
  );

test('given an approver, the disclosures of one status with their packages’ addresses', async () => {
  const { body } = await ask('GET /v1/disclosures');
  expect(JSON.parse(body ?? '')).toMatchObject({
    disclosures: [
      {
        disclosure: { disclosureId, status: 'approved', recipient: 'ON-KINGSTON' },
        links: { package: `/v1/disclosures/${disclosureId}/package.json` },
      },
    ],
  });
});

test('given an approver, the very bytes that will leave', async () => {
  const { body } = await ask('GET /v1/disclosures/{disclosureId}/package.json');
  expect(digest(body ?? '')).toBe((await ports.disclosures.get(disclosureId))?.packageDigest);
});

test.each(['recipient', 'reporting-entity'])('given a %s, then 403', async (scope) => {
  expect(await ask('GET /v1/disclosures/{disclosureId}', scope)).toMatchObject({ statusCode: 403 });
});

test('given an unknown disclosure, then 404', async () => {
  const answer = await ask('GET /v1/disclosures/{disclosureId}', 'analyst', 'disclosure-x');
  expect(answer).toMatchObject({ statusCode: 404 });
});

describe('given a disclosure whose evidence was withdrawn', () => {
  const since = '2026-11-22T09:00:00.000Z';
  const changed: ChangedFacts = {
    reports: [{ entity: '1234567', reference: 'NB-STR-1', became: 'withdrawn', since }],
    matches: [],
  };
  beforeAll(async () => {
    const record = await ports.frozen.read({ caseId: left?.caseId ?? '', sequence: 2 });
    if (record) await ports.frozen.note(record, changed);
  });

  test('then it says that an amendment is due, why and since when', async () => {
    const { body } = await ask('GET /v1/disclosures/{disclosureId}');
    expect(disclosureViewSchema.parse(JSON.parse(body ?? '')).amendmentDue).toEqual({
      since,
      ...changed,
    });
    expect(digest((await ask('GET /v1/disclosures/{disclosureId}/package.json')).body ?? '')).toBe(
      left?.packageDigest,
    );
  });

  test.each([
    [{ amendmentDue: 'true' }, 1],
    [{ amendmentDue: 'true', status: 'approved' }, 1],
    [{ amendmentDue: 'true', status: 'received' }, 0],
  ])('when disclosures are listed by %j, then there are %i', async (query, count) => {
    const { body } = await ask(
      'GET /v1/disclosures',
      'analyst',
      '',
      query as { amendmentDue: string },
    );
    const { disclosures } = JSON.parse(body ?? '');
    expect(disclosures).toHaveLength(count);
    for (const view of disclosures) expect(view).toMatchObject({ amendmentDue: { since } });
  });

  test('when others are marked that never left, then they are passed over', async () => {
    const other = 'disclosure-0000000000000000';
    if (left)
      held.disclosures.set(other, {
        ...left,
        status: 'submitted',
        disclosureId: other,
      } as Disclosure);
    const { items } = await ports.amendments.list({ limit: 5 });
    const [due] = items.map((item) => item.due);
    const amendments = {
      list: async ({ cursor }: { cursor?: string }) =>
        cursor
          ? { items: due ? [{ disclosureId, due }] : [] }
          : { items: due ? [{ disclosureId: other, due }] : [], cursor: 'more' },
    };
    const page = await listAmendmentsDue({ ...ports, amendments }, { limit: 1 });
    expect(page.items.map((one) => one.disclosureId)).toEqual([disclosureId]);
  });

  test('given anything else than true, then 400', async () => {
    const answer = await ask('GET /v1/disclosures', 'analyst', '', { amendmentDue: 'yes' });
    expect(answer).toMatchObject({ statusCode: 400 });
  });
});

describe('given one disclosure, approved or withdrawn', () => {
  const route = 'GET /v1/disclosures/{disclosureId}';
  type Package = Uint8Array | undefined;
  const withPackage = async (one: Disclosure, get: () => Promise<Package>) => {
    const disclosures = { ...ports.disclosures, get: async () => one };
    const event = httpEvent(route, {
      path: { disclosureId },
      claims: { sub: 'bob', scope: 'approver' },
    });
    const packages = { get, destruction: async () => undefined };
    const handler = createHandler({ ...ports, disclosures, packages });
    const { statusCode, body } = await handler(event, lambdaContext());
    return { statusCode, body: JSON.parse(body ?? '') };
  };
  const approved = left as Disclosure;
  const withdrawn = { ...approved, status: 'withdrawn' } as Disclosure;
  const gone = async () => undefined;
  const altered = async () => Buffer.from('{}');

  test('when it stands, then warnings are told', async () => {
    const answer = await withPackage(approved, () => ports.packages.get(disclosureId));
    expect(answer).toMatchObject({ statusCode: 200, body: { narrativeWarnings: [] } });
  });

  test.each([
    ['withdrawn and its package was destroyed', withdrawn, gone],
    ['withdrawn and its package is another', withdrawn, altered],
    ['approved and its package is gone', approved, gone],
  ])('when it is %s, then the view tells no warnings', async (_, one, get) => {
    const { statusCode, body } = await withPackage(one, get);
    expect([statusCode, body.disclosure.status]).toEqual([200, one.status]);
    expect(body).not.toHaveProperty('narrativeWarnings');
  });

  test('when it is approved and its package was altered, then 409', async () => {
    const answer = await withPackage(approved, altered);
    expect(answer).toMatchObject({ statusCode: 409, body: { type: '/problems/package-altered' } });
  });
});

describe('given a disclosure that was sent back, and whose package retention destroyed', () => {
  const other = 'disclosure-00000000000000ff';
  const gone = { at: '2041-11-27T03:00:00.000Z', record: '019ab6e0-0000-7000-8000-000000000001/a' };
  const routes = ['json', 'pdf', 'xml', 'csv'].map(
    (form) => `GET /v1/disclosures/{disclosureId}/package.${form}`,
  );
  beforeAll(() => {
    if (!left) throw new Error('no disclosure');
    const { disclosureId: _, ...rest } = left;
    held.disclosures.set(other, {
      ...{ ...rest, disclosureId: other, status: 'withdrawn' },
      withdrawnAt: '2026-11-22T09:00:00.000Z',
    } as Disclosure);
  });

  test.each(routes)('when %s is asked for, then 410, when and by which act', async (route) => {
    held.destroyed.set(other, gone);
    const { statusCode, body } = await ask(route, 'analyst', other);
    expect(statusCode).toBe(410);
    expect(JSON.parse(body ?? '')).toMatchObject({
      type: '/problems/package-destroyed',
      destroyed: gone,
    });
  });

  test.each(routes)(
    'when %s is asked for and nobody destroyed it, then it is altered',
    async (route) => {
      held.destroyed.delete(other);
      const { statusCode, body } = await ask(route, 'analyst', other);
      expect([statusCode, JSON.parse(body ?? '').type]).toEqual([409, '/problems/package-altered']);
    },
  );
});

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { beforeEach, describe, expect, test } from 'vitest';
import { filedInformation } from '../../test/support/filed-information.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { createHandler } from './handler.ts';

let store: ReturnType<typeof memoryInformation>;
let ports: Parameters<typeof createHandler>[0];
beforeEach(() => {
  store = memoryInformation();
  ports = { information: store.information, now: () => '2026-11-21T10:00:00.000Z' };
});

type Asked = { agency?: string; body?: unknown; key?: string; claims?: Record<string, string> };

async function ask(route: string, { agency = 'ON-KINGSTON', body, key, claims }: Asked = {}) {
  const event = httpEvent(route, {
    headers: key ? { 'idempotency-key': key } : {},
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    claims: claims ?? { sub: `officer@${agency}`, scope: 'recipient', agency },
  });
  const answer: APIGatewayProxyStructuredResultV2 = await createHandler(ports)(
    event,
    lambdaContext(),
  );
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: JSON.parse(answer.body ?? ''),
  };
}
const file = (body: unknown = filedInformation(), more: Asked = {}) =>
  ask('POST /v1/information-records', { body, key: 'k1', ...more });
const list = (agency?: string) => ask('GET /v1/information-records', { ...(agency && { agency }) });

describe('given an agency', () => {
  test('when it files a record, then 202 with an id and nothing else, and it is kept', async () => {
    const { status, body } = await file();
    expect(status).toBe(202);
    expect(Object.keys(body)).toEqual(['recordId']);
    expect(store.held.sent).toEqual([{ agency: 'ON-KINGSTON', recordId: body.recordId }]);
    expect([...store.held.records.values()]).toMatchObject([filedInformation()]);
  });

  test('when it files about somebody we know, then the answer is as for anybody else, but for the id', async () => {
    store.held.informed.set('case-0123456789abcdef', ['ON-KINGSTON']);
    const known = await file(filedInformation({ phones: ['416-555-0142'] }), { key: 'k1' });
    const unknown = await file(filedInformation({ phones: ['416-555-0199'] }), { key: 'k2' });
    expect({ ...known, body: { ...known.body, recordId: '' } }).toEqual({
      ...unknown,
      body: { ...unknown.body, recordId: '' },
    });
  });

  test('when it sends the same twice, then there is one record', async () => {
    expect(await file()).toEqual(await file());
    expect(store.held.records.size).toBe(1);
    expect(store.held.sent).toHaveLength(1);
  });

  test('when one key comes with another record, then 422', async () => {
    await file();
    expect(await file(filedInformation({ urgency: 'routine' }))).toMatchObject({
      status: 422,
      body: { type: '/problems/idempotency-key-reused' },
    });
  });

  test('when two agencies use one key, then each has its own record', async () => {
    const [one, other] = [await file(), await file(undefined, { agency: 'ON-OPP' })];
    expect(one.body.recordId).not.toBe(other.body.recordId);
  });

  test('when no key comes, then 400', async () => {
    const body = filedInformation();
    expect((await ask('POST /v1/information-records', { body })).status).toBe(400);
  });

  test('when it lists its records, then ids, file numbers and moments, and nothing of what they met', async () => {
    const { body } = await file();
    await file(undefined, { agency: 'ON-OPP' });
    expect((await list()).body).toEqual({
      records: [
        {
          recordId: body.recordId,
          fileNumber: 'KP-2026-00117',
          receivedAt: '2026-11-21T10:00:00.000Z',
        },
      ],
    });
  });
});

test.each<[object, string]>([
  [{ phones: ['call me'] }, '/phones/0'],
  [{ emails: ['nobody'] }, '/emails/0'],
  [
    { accounts: [{ institution: 'bank', branch: '1', number: '12345' }] },
    '/accounts/0/institution',
  ],
  [{ persons: [{ surname: 'EXAMPLE', birthDate: '1996-02-31' }] }, '/persons/0/birthDate'],
  [{ plates: [{ number: '' }] }, '/plates/0/number'],
  [{ urgency: 'soon' }, '/urgency'],
  [{ offence: 'mischief' }, '/offence'],
  [{ fileNumber: '  ' }, '/fileNumber'],
  [{ phones: [] }, '/persons'],
  [{ suspects: [] }, '/suspects'],
])(
  'given nonsense (%j), then 400 names the field and repeats nothing of it',
  async (other, pointer) => {
    const { status, headers, body } = await file({ ...filedInformation(), ...other });
    expect(status).toBe(400);
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(body.errors).toMatchObject([{ pointer }]);
    expect(JSON.stringify(body)).not.toMatch(/call me|nobody|EXAMPLE|mischief/);
    expect(store.held.records.size).toBe(0);
  },
);

test('given a body that is no JSON, then 400', async () => {
  expect(await file('{')).toMatchObject({
    status: 400,
    body: { type: '/problems/malformed-body' },
  });
});

test.each([
  { sub: 'ann', scope: 'analyst', agency: 'ON-KINGSTON' },
  { sub: 'bank', scope: 'reporting-entity', entity: '1234567' },
  { sub: 'officer', scope: 'recipient' },
])('given %j, then 403', async (claims) => {
  expect((await file(undefined, { claims })).status).toBe(403);
  expect((await ask('GET /v1/information-records', { claims })).status).toBe(403);
});

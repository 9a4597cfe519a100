import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { filingAllowances } from '../../lib/information-records/filing-allowances.ts';
import { filedInformation } from '../../test/support/filed-information.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { filedRecords } from '../../test/support/information-arbitraries.ts';
import { memoryFilingAllowances } from '../../test/support/memory-filing-allowances.ts';
import { memoryInformation } from '../../test/support/memory-information.ts';
import { createHandler } from './handler.ts';

let store: ReturnType<typeof memoryInformation>;
let ports: Parameters<typeof createHandler>[0];
beforeEach(() => {
  store = memoryInformation();
  const now = () => '2026-11-21T10:00:00.000Z';
  ports = { information: store.information, allowances: allowing(1000), now };
});

const allowing = (recordsPerHour: number) =>
  filingAllowances({
    kept: memoryFilingAllowances(),
    limitsOf: () => ({ recordsPerHour, recordsPerDay: 1000 }),
    now: () => ports.now(),
    pause: async () => {},
  });

type Asked = {
  agency?: string;
  body?: unknown;
  key?: string;
  claims?: Record<string, string>;
  path?: Record<string, string>;
};

async function ask(route: string, { agency = 'ON-KINGSTON', body, key, claims, path }: Asked = {}) {
  const event = httpEvent(route, {
    headers: key ? { 'idempotency-key': key } : {},
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(path && { path }),
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
const takeBack = (recordId: string, more: Asked = {}) =>
  ask('POST /v1/information-records/{recordId}/withdraw', {
    body: { reason: 'The wrong number.' },
    path: { recordId },
    ...more,
  });
const list = (agency?: string) => ask('GET /v1/information-records', { ...(agency && { agency }) });

describe('given an agency', () => {
  test('when it files a record, then 202 with an id and what is compared, and it is kept', async () => {
    const { status, body } = await file();
    expect(status).toBe(202);
    expect(body).toEqual({
      recordId: expect.stringMatching(/^record-/),
      identifiers: [{ pointer: '/phones/0', comparedWith: 'every-report' }],
    });
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

  test('when it files a plate, then it is told that a plate is compared with nothing', async () => {
    const { body } = await file(filedInformation({ plates: [{ number: 'ABCD 123' }] }));
    expect(body.identifiers).toEqual([
      { pointer: '/phones/0', comparedWith: 'every-report' },
      { pointer: '/plates/0', comparedWith: 'nothing', why: 'not-in-reports' },
    ]);
  });

  test('when it files as many as a record takes of each, then all of them are kept', async () => {
    const phones = Array.from({ length: 100 }, (_, at) => `416-555-0${100 + at}`);
    const emails = phones.map((__, at) => `alex${at}@example.com`);
    const { status, body } = await file(filedInformation({ phones, emails }));
    expect([status, body.identifiers.length]).toEqual([202, 200]);
  });

  test('when it files more than it may, then 429 says when to ask again, and nothing is written', async () => {
    ports = { ...ports, allowances: allowing(2) };
    const first = await file();
    expect((await file(undefined, { key: 'k2' })).status).toBe(202);
    expect(await file(undefined, { key: 'k3' })).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1800' },
      body: { type: '/problems/too-many-requests' },
    });
    expect(store.held.records.size).toBe(2);
    // What was taken before is answered as before, and nobody else is held back.
    expect((await file()).body).toEqual(first.body);
    expect((await file(undefined, { agency: 'ON-OPP' })).status).toBe(202);
    ports = { ...ports, now: () => '2026-11-21T10:30:00.000Z' };
    expect((await file(undefined, { key: 'k3' })).status).toBe(202);
  });

  test('when it sends a record many times, then that costs it one', async () => {
    ports = { ...ports, allowances: allowing(2) };
    for (let times = 0; times < 5; times += 1) expect((await file()).status).toBe(202);
    expect((await file(undefined, { key: 'k2' })).status).toBe(202);
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

  test('when it takes a record back, then it is kept with the reason and told to be looked at again', async () => {
    const { body } = await file();
    const { status, body: answer } = await takeBack(body.recordId);
    const withdrawnAt = '2026-11-21T10:00:00.000Z';
    expect([status, answer]).toMatchObject([200, { recordId: body.recordId, withdrawnAt }]);
    expect([...store.held.records.values()]).toMatchObject([
      { withdrawn: { at: withdrawnAt, by: 'officer@ON-KINGSTON', reason: 'The wrong number.' } },
    ]);
    expect(store.held.sent).toHaveLength(2);
    expect((await list()).body.records).toMatchObject([{ withdrawnAt }]);
  });

  test('when it takes it back twice, then the first stands; and filing it again finds it as it is', async () => {
    const { body } = await file();
    const first = await takeBack(body.recordId);
    ports = { ...ports, now: () => '2026-11-22T10:00:00.000Z' };
    expect(await takeBack(body.recordId, { body: { reason: 'Again.' } })).toEqual(first);
    expect((await file()).body).toEqual(body);
    expect(store.held.sent).toHaveLength(2);
  });

  test('when another agency takes it back, then there is no such record', async () => {
    const { body } = await file();
    const refusal = { status: 404, body: { type: '/problems/information-record-not-found' } };
    expect(await takeBack(body.recordId, { agency: 'ON-OPP' })).toMatchObject(refusal);
    expect(await takeBack('record-ffffffffffffffff')).toMatchObject(refusal);
    expect(await takeBack('nonsense')).toMatchObject(refusal);
    expect((await takeBack(body.recordId, { body: {} })).status).toBe(400);
  });
});

test('for any record, the answer is a function of what was filed', async () => {
  await fc.assert(
    fc.asyncProperty(filedRecords, async (record) => {
      store.held.informed.set('case-0123456789abcdef', ['ON-KINGSTON']);
      const [here, there] = [await file(record, { key: 'k1' }), await file(record, { key: 'k2' })];
      expect(here.body.identifiers).toEqual(there.body.identifiers);
      expect(Object.keys(here.body)).toEqual(['recordId', 'identifiers']);
      store.held.records.clear();
    }),
    { numRuns: 50 },
  );
});

test.each<[object, string]>([
  [{ phones: ['call me'] }, '/phones/0'],
  [{ emails: ['nobody'] }, '/emails/0'],
  [
    { accounts: [{ institution: 'bank', branch: '1', number: '12345' }] },
    '/accounts/0/institution',
  ],
  [{ persons: [{ surname: 'EXAMPLE', birthDate: '1996-02-31' }] }, '/persons/0/birthDate'],
  [{ persons: [{ surname: 'EXAMPLE', birthDate: '1996-13' }] }, '/persons/0/birthDate'],
  [{ persons: [{ surname: 'EXAMPLE', birthDate: '2026-11-22' }] }, '/persons/0/birthDate'],
  [{ persons: [{ surname: '???' }] }, '/persons/0/surname'],
  [{ persons: [{ surname: 'EXAMPLE', aliases: ['--'] }] }, '/persons/0/aliases/0'],
  [{ phones: ['(---) ---'] }, '/phones/0'],
  [{ persons: Array.from({ length: 21 }, () => ({ surname: 'EXAMPLE' })) }, '/persons'],
  [
    { persons: [{ surname: 'EXAMPLE', aliases: Array.from({ length: 6 }, () => 'Alex') }] },
    '/persons/0/aliases',
  ],
  [{ phones: Array.from({ length: 101 }, () => '416-555-0142') }, '/phones'],
  [{ accounts: [{ institution: '999', branch: '1', number: '---' }] }, '/accounts/0/number'],
  [{ addresses: [{ street: 'Sample St', city: 'Toronto', postal: '--' }] }, '/addresses/0/postal'],
  [{ documents: [{ type: 'passport', number: 'AB123456' }] }, '/documents/0/country'],
  [{ documents: [{ type: 'health_card', number: '123456', country: 'CA' }] }, '/documents/0/type'],
  [{ devices: ['12345'] }, '/devices/0'],
  [{ wallets: ['call me'] }, '/wallets/0'],
  [{ plates: [{ number: '' }] }, '/plates/0/number'],
  [{ plates: [{ number: '--' }] }, '/plates/0/number'],
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

test('given more than can be kept in one record, then 400, and nothing is kept', async () => {
  const hundred = <T>(one: (at: number) => T) => Array.from({ length: 100 }, (_, at) => one(at));
  const long = {
    narrative: '€'.repeat(20_000),
    addresses: hundred(() => ({ street: '水'.repeat(100), city: '水'.repeat(100) })),
    handles: hundred(() => '水'.repeat(100)),
    documents: hundred(() => ({ type: 'passport', country: 'CA', number: '水'.repeat(100) })),
    wallets: hundred(() => 'a'.repeat(120)),
    accounts: hundred((at) => ({ institution: '999', branch: '12345', number: `${at + 100}` })),
  };
  expect(await file({ ...filedInformation(), ...long })).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '' }] },
  });
  expect(store.held.records.size).toBe(0);
});

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

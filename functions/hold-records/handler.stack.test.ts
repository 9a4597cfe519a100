import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { holdRepository } from '../../lib/aws/retention-holds.ts';
import { createTestQueue, createTestTable } from '../../test/support/aws.ts';
import { decisionPorts, openCase } from '../../test/support/decision-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { toldReads } from '../../test/support/told-reads.ts';
import { createHandler } from './handler.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const scope = { kind: 'report', entity: '1234567', reference: 'STR-1' };
const reason = 'A court has ordered that it be kept.';
const now = '2026-11-26T10:00:00.000Z';

let table: string;
let handler: ReturnType<typeof createHandler>;
beforeEach(async () => {
  table = await createTestTable('cases');
  const queues = { audit: await createTestQueue() };
  const outbox = outboxPublisher({ client, table, sqs: new SQSClient({}), queues });
  const { cases } = decisionPorts().ports;
  handler = createHandler({
    ...toldReads().ports,
    holds: holdRepository({ client, table, outbox }),
    cases,
    now: () => now,
  });
});

type Asked = { as?: string; role?: string; body?: object; key?: string; holdId?: string };
async function ask(
  route: string,
  { as = 'ann', role = 'approver', body, key, holdId }: Asked = {},
) {
  const event = httpEvent(route, {
    headers: key ? { 'idempotency-key': key } : {},
    claims: { sub: as, scope: role },
    ...(body && { body: JSON.stringify(body) }),
    ...(holdId && { path: { holdId } }),
  });
  const answer = await handler(event, lambdaContext());
  return { status: answer.statusCode, body: JSON.parse(answer.body ?? '') };
}
const place = (body: object, more: Asked = {}) =>
  ask('POST /v1/legal-holds', { body, key: 'k-1', ...more });
const lift = (holdId: string, as: string) =>
  ask('POST /v1/legal-holds/{holdId}/lift', { holdId, as, body: { reason: 'It was lifted.' } });
const list = () => ask('GET /v1/legal-holds');

describe('given a hold', () => {
  test('when it is placed twice, then there is one, with who, why and of what', async () => {
    const first = await place({ scope, reason });
    expect(first).toEqual({
      status: 201,
      body: {
        holdId: expect.stringMatching(/^hold-[0-9a-f]{16}$/),
        scope,
        reason,
        from: now,
        author: 'ann',
        at: now,
        inForce: true,
      },
    });
    expect(await place({ scope, reason })).toEqual(first);
    expect((await list()).body).toEqual({ holds: [first.body] });
  });

  test('when the same key comes with another, then 422', async () => {
    await place({ scope, reason });
    expect(await place({ scope, reason: 'Another.' })).toMatchObject({ status: 422 });
  });

  test('when its author lifts it, then a second person is required; and that one may', async () => {
    const { holdId } = (await place({ scope, reason })).body;
    expect(await lift(holdId, 'ann')).toMatchObject({
      status: 403,
      body: { type: '/problems/hold-needs-second-person' },
    });
    const lifted = await lift(holdId, 'bob');
    expect(lifted).toMatchObject({
      status: 200,
      body: { inForce: false, lift: { author: 'bob' } },
    });
    expect((await lift(holdId, 'cy')).body).toEqual(lifted.body);
    expect((await list()).body).toEqual({ holds: [lifted.body] });
  });

  test('when it is of a case, then whom the case links is written down with it', async () => {
    const { caseId } = openCase;
    expect((await place({ scope: { kind: 'case', caseId }, reason })).status).toBe(201);
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
    expect(Items[0]?.['hold']).toHaveProperty('subjects');
  });

  test('when there is no such case, then 404', async () => {
    const asked = { scope: { kind: 'case', caseId: 'case-00000000000000ff' }, reason };
    expect((await place(asked)).status).toBe(404);
  });

  test('when it would end before it begins, or says no reason, then 400', async () => {
    const from = '2026-11-27T00:00:00Z';
    const until = '2026-11-26T00:00:00Z';
    expect((await place({ scope, reason, from, until })).status).toBe(400);
    expect((await place({ scope, reason: ' ' })).status).toBe(400);
  });
});

test.each(['analyst', 'auditor', 'reporting-entity', 'recipient'])(
  'given the role %s, then nothing can be placed or lifted',
  async (role) => {
    expect((await place({ scope, reason }, { role })).status).toBe(403);
    const holdId = 'hold-0123456789abcdef';
    const attempt = { role, holdId, body: { reason } };
    expect((await ask('POST /v1/legal-holds/{holdId}/lift', attempt)).status).toBe(403);
  },
);

test('given no such hold, then 404', async () => {
  expect((await lift('hold-0123456789abcdef', 'bob')).status).toBe(404);
});

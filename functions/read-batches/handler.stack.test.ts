import { beforeEach, expect, test } from 'vitest';
import { type IntakeClient, intakeClient } from '../../test/support/intake-client.ts';
import { filedReport } from '../../test/support/reports.ts';
import { stackIntake } from '../../test/support/stack-intake.ts';

let client: IntakeClient;
beforeEach(async () => {
  client = intakeClient(await stackIntake());
});

test('given receipts, then they come as NDJSON and CSV too, page by page', async () => {
  const batchId = await client.submit([
    filedReport(),
    'nonsense',
    filedReport({ reference: '-01' }),
  ]);
  await client.deliver();
  const lines: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { format: 'ndjson', limit: '2', ...(cursor && { cursor }) };
    const page = await client.receipts(batchId, query);
    lines.push(...page.body.trim().split('\n'));
    const { link = '' } = page.headers ?? {};
    cursor = /cursor=([^&]+)&/.exec(String(link))?.[1];
  } while (cursor);
  expect(lines.map((line) => JSON.parse(line).record)).toEqual([1, 2, 3]);
  const csv = await client.receipts(batchId, { format: 'csv' });
  expect(csv.headers?.['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.body).toContain(`"3","4","'-01","accepted"`);
  expect((await client.receipts(batchId, { cursor: 'nonsense' })).statusCode).toBe(400);
});

test('given the batch of another entity, then it is unknown', async () => {
  const batchId = await client.submit([filedReport()]);
  const claims = { sub: 'user-2', scope: 'reporting-entity', entity: '7654321' };
  const routes = ['GET /v1/batches/{batchId}', 'GET /v1/batches/{batchId}/receipts'];
  for (const route of routes) {
    const { statusCode, body } = await client.read(route, { path: { batchId }, claims });
    expect([statusCode, JSON.parse(body).type]).toEqual([404, '/problems/batch-not-found']);
  }
  const list = await client.read('GET /v1/batches', { claims });
  expect(JSON.parse(list.body)).toEqual({ batches: [] });
});

test('given many batches, then the list shows the newest first, page by page', async () => {
  const ids = [];
  for (const name of ['B-1', 'B-2', 'B-3']) ids.push(await client.submit([filedReport()], name));
  const first = JSON.parse((await client.read('GET /v1/batches', { query: { limit: '2' } })).body);
  const query = { limit: '2', cursor: first.next };
  const second = JSON.parse((await client.read('GET /v1/batches', { query })).body);
  const listed = [...first.batches, ...second.batches].map(({ batchId }) => batchId);
  expect(listed).toEqual(ids.toReversed());
  expect(second.next).toBeUndefined();
});

test('given a place that nobody was given, then there is no such page', async () => {
  const batchId = await client.submit([filedReport(), 'nonsense']);
  await client.deliver();
  const cursor = Buffer.from('{"first":1,"skip":0}').toString('base64url');
  expect((await client.receipts(batchId, { cursor })).statusCode).toBe(404);
});

import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { batchAnnouncements } from '../../lib/aws/batch-announcements.ts';
import { outboxPublisher } from '../../lib/aws/outbox.ts';
import { crashingAt } from '../../test/support/failing-ports.ts';
import { httpEvent, lambdaContext } from '../../test/support/http-event.ts';
import { intakeClient } from '../../test/support/intake-client.ts';
import {
  batchHeader,
  filedReport,
  jsonBatch,
  ndjsonBatch,
  withAmount,
} from '../../test/support/reports.ts';
import { type StackIntake, stackIntake } from '../../test/support/stack-intake.ts';
import { createHandler } from './handler.ts';

let stack: StackIntake;
beforeEach(async () => {
  stack = await stackIntake();
});

type Sent = { body?: string | Uint8Array; key?: string; type?: string; encoding?: string };

const submit = async (
  {
    body = jsonBatch([filedReport()]),
    key = 'key-1',
    type = 'application/json',
    encoding,
  }: Sent = {},
  ports: Parameters<typeof createHandler>[0] = stack.ports,
) => {
  const headers = {
    'content-type': type,
    ...(key && { 'idempotency-key': key }),
    ...(encoding && { 'content-encoding': encoding }),
  };
  const event = httpEvent('POST /v1/batches', { body, headers });
  const response = await createHandler(ports)(event, lambdaContext());
  const { statusCode, headers: told = {}, body: answer = '{}' } = response;
  return { statusCode, answer: JSON.parse(answer), text: answer, told };
};

const batchesKept = async () =>
  (await stack.items(stack.tables.reports)).filter(({ sk }) => String(sk).startsWith('BATCH#'));

test('given a batch, then it is answered 202, kept, and one message names it', async () => {
  const { statusCode, answer } = await submit();
  expect(statusCode).toBe(202);
  expect(answer).toMatchObject({
    batchReference: 'BATCH-1',
    status: 'accepted',
    counts: { submitted: 1, pending: 1 },
    links: { self: `/v1/batches/${answer.batchId}` },
  });
  const sent = await stack.sent.intake();
  expect(sent.map(({ body }) => JSON.parse(body))).toEqual([
    { type: 'batch-submitted', entity: '1234567', batchId: answer.batchId },
  ]);
  const [kept] = await batchesKept();
  expect(kept).not.toHaveProperty('pendingMessages');
  expect(kept).not.toHaveProperty('outboxShard');
});

test('when the same is sent ten times at once and ten times more, then there is one batch', async () => {
  const send = (_: unknown, at: number) => submit({ key: `key-${at % 3}` });
  const answers = await Promise.all(Array.from({ length: 10 }, send));
  for (let at = 0; at < 10; at += 1) answers.push(await send(undefined, at));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ answer }) => answer.batchId)).size).toBe(1);
  expect(await batchesKept()).toHaveLength(1);
});

test.each([
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
])('given NDJSON as %s, then it is taken', async (encoding, compress) => {
  const body = compress(Buffer.from(ndjsonBatch([filedReport(), 'nonsense'])));
  const { statusCode, answer } = await submit({ body, encoding, type: 'application/x-ndjson' });
  expect([statusCode, answer.counts.submitted]).toEqual([202, 2]);
});

describe('given a key or a reference that was used', () => {
  const other = jsonBatch([withAmount(filedReport(), '1.00')]);

  test('when the key comes with another body, then it is refused', async () => {
    await submit();
    const { statusCode, answer } = await submit({ body: other });
    expect([statusCode, answer.type]).toEqual([422, '/problems/idempotency-key-reused']);
  });

  test('when the reference comes with another body, then it is refused', async () => {
    await submit();
    const { statusCode, answer } = await submit({ body: other, key: 'key-2' });
    expect([statusCode, answer.type]).toEqual([409, '/problems/batch-reference-reused']);
  });

  test('when a key was used to repeat a batch, then it stands for that body', async () => {
    await submit();
    expect((await submit({ key: 'key-2' })).statusCode).toBe(202);
    const fresh = jsonBatch([filedReport()], 'BATCH-2');
    expect((await submit({ body: fresh, key: 'key-2' })).statusCode).toBe(422);
  });
});

describe.each<[string, Sent, number, string]>([
  ['no key', { key: '' }, 400, 'idempotency-key-missing'],
  ['XML', { type: 'application/xml' }, 415, 'unsupported-media-type'],
  ['an unknown encoding', { encoding: 'br' }, 415, 'unsupported-media-type'],
  ['half a JSON text', { body: jsonBatch([filedReport()]).slice(0, -9) }, 400, 'malformed-body'],
  ['a key twice', { body: '{"profile":1,"profile":2}' }, 400, 'malformed-body'],
  ['no reports', { body: jsonBatch([]) }, 400, 'malformed-body'],
  ['an empty stream', { body: ' \n', type: 'application/x-ndjson' }, 400, 'malformed-body'],
  ['a lone header', { body: ndjsonBatch([]), type: 'application/x-ndjson' }, 400, 'malformed-body'],
  [
    'a truncated gzip',
    { body: gzipSync(jsonBatch([filedReport()])).subarray(0, -12), encoding: 'gzip' },
    400,
    'malformed-body',
  ],
  [
    'another profile',
    { body: JSON.stringify({ ...batchHeader(), profile: 'x/9', reports: [1] }) },
    400,
    'invalid-batch-header',
  ],
  [
    'a header without its time',
    { body: JSON.stringify({ ...batchHeader(), createdAt: '2026-11-20', reports: [1] }) },
    400,
    'invalid-batch-header',
  ],
  [
    'the batch of another entity',
    {
      body: JSON.stringify({
        ...batchHeader(),
        submittingReportingEntityNumber: 7654321,
        reports: [filedReport()],
      }),
    },
    403,
    'entity-mismatch',
  ],
  ['more than 4 MiB', { body: Buffer.alloc(4 * 1024 * 1024 + 1, ' ') }, 413, 'body-too-large'],
])('given %s', (_what, sent, status, code) => {
  test(`then it is answered ${status} ${code} and nothing is written`, async () => {
    const { statusCode, answer, text } = await submit(sent);
    expect([statusCode, answer.type]).toEqual([status, `/problems/${code}`]);
    expect(text).not.toContain('ZEBRA');
    expect(await stack.items(stack.tables.reports)).toEqual([]);
    expect(await stack.sent.intake()).toEqual([]);
  });
});

test.each(['before' as const, 'after' as const])(
  'when the process dies %s any call to a port and the sender tries again, then there is one batch',
  async (when) => {
    for (let call = 1; ; call += 1) {
      stack = await stackIntake();
      const doomed = crashingAt(stack.ports, { call, when });
      const { statusCode } = await submit({}, doomed.ports);
      if (doomed.calls() < call) break;
      expect(statusCode).toBe(500);
      const again = await submit();
      expect(again.statusCode).toBe(202);
      expect(await batchesKept()).toHaveLength(1);
      const named = (await stack.sent.intake()).map(({ body }) => JSON.parse(body).batchId);
      expect(new Set(named)).toEqual(new Set([again.answer.batchId]));
    }
  },
);

test('when the queue cannot be reached, then the batch is accepted and its message waits', async () => {
  const { client, sqs, ports, tables } = stack;
  const database = { client, table: tables.reports };
  const gone = stack.intakeUrl.replace(/queue-/, 'gone-');
  const outbox = outboxPublisher({ ...database, sqs, queues: { intake: gone } });
  const announcements = batchAnnouncements({ ...database, outbox });
  expect((await submit({}, { ...ports, announcements })).statusCode).toBe(202);
  const [kept] = await batchesKept();
  expect(kept).toMatchObject({ pendingMessages: [{ queue: 'intake' }] });

  expect((await submit({ key: 'key-2' })).statusCode).toBe(202);
  expect(await stack.sent.intake()).toHaveLength(1);
});

describe('given an entity that may send two batches a minute', () => {
  const numbered = (at: number): Sent => ({
    body: jsonBatch([filedReport()], `BATCH-${at}`),
    key: `key-${at}`,
  });
  beforeEach(() => {
    stack.limits.batchesPerMinute = 2;
    const standingStill = new Date().toISOString();
    stack.clock.now = () => standingStill;
  });

  test('when it sends a third, then that is held back, and nothing of it is written', async () => {
    await submit(numbered(1));
    await submit(numbered(2));
    const before = await stack.items(stack.tables.reports);
    const objects = await stack.objects();
    const { statusCode, answer, told } = await submit(numbered(3));
    expect([statusCode, answer.type]).toEqual([429, '/problems/too-many-requests']);
    expect(answer.detail).toBe('too-many-requests: batches per minute');
    expect(told['retry-after']).toBe('30');
    expect(await stack.items(stack.tables.reports)).toEqual(before);
    expect(await stack.objects()).toEqual(objects);
  });

  test('when it sends again what was taken, by key or by content, then it is not held back', async () => {
    const first = await submit(numbered(1));
    await submit(numbered(2));
    const sameKey = await submit(numbered(1));
    const sameContent = await submit({ ...numbered(1), key: 'another-key' });
    for (const { statusCode, answer } of [sameKey, sameContent]) {
      expect([statusCode, answer.batchId]).toEqual([202, first.answer.batchId]);
    }
  });

  test('when it sends thirty at once, then two are taken', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => submit(numbered(at))));
    const codes = answers.map(({ statusCode }) => statusCode);
    expect(codes.filter((code) => code === 202)).toHaveLength(2);
    expect(codes.filter((code) => code === 429)).toHaveLength(28);
    expect(await batchesKept()).toHaveLength(2);
  });

  test('when one batch is sent by ten requests at once, then it is taken once, and again whenever asked', async () => {
    await submit(numbered(1));
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(numbered(2))));
    const taken = answers.filter(({ statusCode }) => statusCode === 202);
    expect(new Set(taken.map(({ answer }) => answer.batchId)).size).toBe(1);
    expect((await submit(numbered(2))).answer.batchId).toBe(taken[0]?.answer.batchId);
  });

  test('when another entity sends, then that is not held back', async () => {
    await submit(numbered(1));
    await submit(numbered(2));
    const body = jsonBatch([filedReport({ reportingEntityNumber: 7654321 })]).replace(
      '"submittingReportingEntityNumber":1234567',
      '"submittingReportingEntityNumber":7654321',
    );
    const event = httpEvent('POST /v1/batches', {
      body,
      headers: { 'content-type': 'application/json', 'idempotency-key': 'key-1' },
      claims: { sub: 'user-2', scope: 'reporting-entity', entity: '7654321' },
    });
    expect((await createHandler(stack.ports)(event, lambdaContext())).statusCode).toBe(202);
  });
});

test('given as many records waiting as may wait, then a batch is held back until one is finished', async () => {
  stack.limits.waitingRecords = 2;
  const client = intakeClient(stack);
  await client.submit([filedReport(), filedReport({ reference: 'STR-2' })]);
  const next: Sent = { body: jsonBatch([filedReport()], 'BATCH-2'), key: 'key-2' };
  const { statusCode, answer, told } = await submit(next);
  expect([statusCode, answer.detail]).toEqual([429, 'too-many-requests: records waiting']);
  expect(told['retry-after']).toBe('1');
  expect(await client.deliver()).toEqual([]);
  expect((await submit(next)).statusCode).toBe(202);
});

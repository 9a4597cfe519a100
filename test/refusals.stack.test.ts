import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { BatchView } from '../lib/http/batch-view.ts';
import type { RunningStack } from '../local/stack.ts';
import { type Answer, type Bank, bankOf, type Request, type Sending } from './support/bank.ts';
import { forgedToken } from './support/forged-token.ts';
import { expectAllQuiet, startQuietStack } from './support/quiet-stack.ts';
import { batchHeader, filedReport, jsonBatch, ndjsonBatch, withAmount } from './support/reports.ts';

/* Requests that are turned away whole, over HTTP on the whole stack, and what they leave behind. */

let stack: RunningStack;
let stop: () => Promise<void>;
let bank: Bank;
let otherBank: Bank;
/** A batch that all is well with; nothing that others do may touch it. */
let witness: BatchView;

beforeAll(async () => {
  ({ stack, stop } = await startQuietStack());
  bank = await bankOf(stack);
  otherBank = await bankOf(stack, 'other-reporting-entity');
  const { batchId } = await bank.submit([filedReport({ reference: 'WITNESS-1' })], 'WITNESS');
  witness = await bank.batch(batchId);
}, 120_000);

afterEach(async () => {
  await expectAllQuiet(stack, [bank, otherBank]);
  expect(await bank.batch(witness.batchId)).toEqual(witness);
});

afterAll(() => stop());

function expectProblem(answer: Answer, status: number, code: string): void {
  const { problem, headers } = answer;
  expect([answer.status, problem.type]).toEqual([status, `/problems/${code}`]);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('request-id')).toMatch(/.+/);
  expect(problem.instance).toBe(`/requests/${headers.get('request-id')}`);
}

/** Answered by the gateway, before any function of ours is asked. */
function expectGatewayRefusal({ status, headers, problem }: Answer, expected: number): void {
  expect([status, Object.keys(problem)]).toEqual([expected, ['message']]);
  expect(headers.get('apigw-requestid')).toMatch(/.+/);
}

const good = ndjsonBatch([filedReport()], 'NEVER');

describe('given a batch that cannot be taken', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, Sending, number, string]>([
    [
      'JSON that breaks off',
      jsonBatch([filedReport()]).slice(0, -9),
      { type: 'application/json' },
      400,
      'malformed-body',
    ],
    ['no records', ndjsonBatch([], 'NEVER'), {}, 400, 'malformed-body'],
    [
      'gzip that breaks off',
      gzipSync(good).subarray(0, -12),
      { encoding: 'gzip' },
      400,
      'malformed-body',
    ],
    ['plain text that says it is gzip', good, { encoding: 'gzip' }, 400, 'malformed-body'],
    [
      'an unknown field in its header',
      `${JSON.stringify({ ...batchHeader('NEVER'), ZEBRASON: 1 })}\n${good}`,
      {},
      400,
      'invalid-batch-header',
    ],
    [
      'the header of another entity',
      `${JSON.stringify({ ...batchHeader('NEVER'), submittingReportingEntityNumber: 7654321 })}\n${good}`,
      {},
      403,
      'entity-mismatch',
    ],
    ['no key', good, { key: undefined }, 400, 'idempotency-key-missing'],
    ['no content type', Buffer.from(good), { type: undefined }, 415, 'unsupported-media-type'],
    ['XML', good, { type: 'application/xml' }, 415, 'unsupported-media-type'],
    ['an unknown encoding', good, { encoding: 'br' }, 415, 'unsupported-media-type'],
    ['more than 4 MiB', Buffer.alloc(4 * 1024 * 1024 + 1, good), {}, 413, 'body-too-large'],
    [
      'more than 32 MiB unpacked',
      gzipSync(Buffer.concat([Buffer.from(good), Buffer.alloc(32 * 1024 * 1024)])),
      { encoding: 'gzip' },
      413,
      'body-too-large',
    ],
  ])('with %s, then it is refused and unknown', async (_what, body, sending, status, code) => {
    const before = await bank.batches();
    expectProblem(await bank.send(body, sending), status, code);
    expect(await bank.batches()).toEqual(before);
    expect(JSON.stringify(before)).not.toContain('NEVER');
  });

  test('when it is larger than a function takes, then the gateway refuses it', async () => {
    expectGatewayRefusal(await bank.send(Buffer.alloc(7 * 1024 * 1024, good)), 413);
  });
});

describe('given a request that does not fit', () => {
  const upload = { contentType: 'application/x-ndjson', sizeBytes: 10 };
  const ask = (body: unknown): Request => ({
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'idempotency-key': crypto.randomUUID(), 'content-type': 'application/json' },
  });

  test.each<[string, string, Request | undefined, number, string]>([
    ['an upload of half an object', '/v1/uploads', ask('{"sizeBytes":'), 400, 'malformed-body'],
    [
      'an upload of no bytes',
      '/v1/uploads',
      ask({ ...upload, sizeBytes: 0 }),
      400,
      'invalid-request',
    ],
    [
      'an upload of one JSON document',
      '/v1/uploads',
      ask({ ...upload, contentType: 'application/json' }),
      400,
      'invalid-request',
    ],
    [
      'an upload with a field of its own',
      '/v1/uploads',
      ask({ ...upload, ZEBRASON: 1 }),
      400,
      'invalid-request',
    ],
    ['a list of too many', '/v1/batches?limit=1000', undefined, 400, 'invalid-request'],
    ['a cursor of nobody', '/v1/batches?cursor=zzz', undefined, 400, 'invalid-request'],
    ['a batch of nobody', '/v1/batches/none', undefined, 404, 'batch-not-found'],
    ['receipts of nobody', '/v1/batches/none/receipts', undefined, 404, 'batch-not-found'],
  ])('%s', async (_what, path, request, status, code) => {
    const answer = await bank.ask(path, request);
    expectProblem(answer, status, code);
    const expected = code === 'invalid-request' ? 1 : 0;
    expect(answer.problem.errors ?? []).toHaveLength(expected);
  });

  test('when there is no such route, then the gateway says so', async () => {
    expectGatewayRefusal(await bank.ask('/v2/batches'), 404);
    expectGatewayRefusal(await bank.ask('/v1/batches', { method: 'DELETE' }), 404);
  });
});

describe('given a token that is not good', () => {
  const hourAgo = Math.floor(Date.now() / 1000) - 3600;

  test.each([
    ['expired', { exp: hourAgo + 60, iat: hourAgo }, 401],
    ['of another audience', { aud: 'another' }, 401],
    ['of another issuer', { iss: 'https://issuer.example.com' }, 401],
    ['not valid yet', { nbf: hourAgo + 7200 }, 401],
    ['of another role', { scope: 'analyst' }, 403],
  ])('%s, then the gateway refuses', async (_what, claims, status) => {
    const token = await forgedToken(stack, claims);
    const answer = await bank.send(good, { token });
    expectGatewayRefusal(answer, status);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
  });

  test('tampered with, unsigned or absent, then the gateway refuses', async () => {
    const token = await forgedToken(stack);
    const [header = '', , signature = ''] = token.split('.');
    const claims = { sub: 'forger', scope: 'reporting-entity', entity: '7654321' };
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const bad of [`${header}.${payload}.${signature}`, `${unsigned}.${payload}.`, '']) {
      expectGatewayRefusal(await bank.send(good, { token: bad }), 401);
    }
  });

  test.each([
    ['no entity', { entity: undefined }],
    ['an entity that is no number', { entity: '12 or 1=1' }],
  ])('that names %s, then the API refuses', async (_what, claims) => {
    const token = await forgedToken(stack, claims);
    expectProblem(await bank.send(good, { token }), 403, 'not-allowed');
  });
});

describe('given the batch of another entity', () => {
  test('when it is asked for, then there is no such batch', async () => {
    for (const path of [witness.links.self, witness.links.receipts]) {
      expectProblem(await otherBank.ask(path), 404, 'batch-not-found');
    }
    const batches = await otherBank.batches();
    expect(batches.map(({ batchId }) => batchId)).not.toContain(witness.batchId);
  });
});

describe('given a key or a reference that was used', () => {
  const batch = (amount: string, reference: string) =>
    ndjsonBatch(
      [withAmount(filedReport({ reference: `USED-${parseInt(amount, 10)}` }), amount)],
      reference,
    );

  test('when other content comes, then it is refused and the first stands', async () => {
    const first = await bank.send(batch('1.00', 'USED'), { key: 'used-key' });
    expect(first.status).toBe(202);
    const { batchId } = JSON.parse(first.text) as BatchView;
    const standing = await bank.outcome(batchId);

    const byKey = await bank.send(batch('2.00', 'USED-2'), { key: 'used-key' });
    expectProblem(byKey, 422, 'idempotency-key-reused');
    const byReference = await bank.send(batch('3.00', 'USED'));
    expectProblem(byReference, 409, 'batch-reference-reused');
    const uploaded = await bank.upload(Buffer.from(batch('4.00', 'USED')));
    expect([uploaded.status, uploaded.problem?.type]).toEqual([
      'rejected',
      '/problems/batch-reference-reused',
    ]);
    expect(await bank.outcome(batchId)).toEqual(standing);
  });

  test('when the same comes ten times at once, then it is one batch', async () => {
    const body = batch('5.00', 'TEN-FOLD');
    const answers = await Promise.all(Array.from({ length: 10 }, () => bank.send(body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
    const ids = new Set(answers.map(({ text }) => (JSON.parse(text) as BatchView).batchId));
    expect(ids.size).toBe(1);
    const [batchId = ''] = ids;
    expect((await bank.outcome(batchId)).counts).toMatchObject({ submitted: 1, accepted: 1 });
    const named = (await bank.batches()).filter((one) => one.batchReference === 'TEN-FOLD');
    expect(named).toHaveLength(1);
  });

  test('when another entity uses the same, then they are two batches', async () => {
    const report = filedReport({ reference: 'USED-1', reportingEntityNumber: 7654321 });
    const header = { ...batchHeader('USED'), submittingReportingEntityNumber: 7654321 };
    const body = `${JSON.stringify(header)}\n${JSON.stringify(report)}\n`;
    const answer = await otherBank.send(body, { key: 'used-key' });
    const { batchId } = JSON.parse(answer.text) as BatchView;
    expect((await otherBank.outcome(batchId)).counts).toMatchObject({ accepted: 1 });
  });
});

describe('given an upload that cannot be taken', () => {
  const bytes = (reference: string) => Buffer.from(ndjsonBatch([filedReport()], reference));

  test.each<[string, Buffer<ArrayBuffer>, object, string, string]>([
    [
      'gzip that breaks off',
      gzipSync(bytes('CUT')).subarray(0, -12),
      { contentEncoding: 'gzip' },
      'failed',
      'malformed-body',
    ],
    ['no records', Buffer.from('\n\n'), {}, 'failed', 'malformed-body'],
    [
      'no header',
      Buffer.from(JSON.stringify(filedReport())),
      {},
      'rejected',
      'invalid-batch-header',
    ],
    [
      'another reference than asked for',
      bytes('OTHER'),
      { batchReference: 'ASKED' },
      'rejected',
      'batch-reference-mismatch',
    ],
  ])('%s', async (_what, content, request, status, code) => {
    const { status: end, problem, counts, receipts } = await bank.upload(content, request);
    expect([end, problem?.type]).toEqual([status, `/problems/${code}`]);
    expect(counts).toMatchObject({ submitted: 0, accepted: 0, rejected: 0 });
    expect(receipts).toEqual([]);
  });

  test('when the whole arrives after the damaged, then it is taken', async () => {
    const whole = gzipSync(bytes('CUT'));
    const { status, counts } = await bank.upload(whole, { contentEncoding: 'gzip' });
    expect([status, counts.submitted, counts.rejected]).toEqual(['completed', 1, 0]);
  });
});

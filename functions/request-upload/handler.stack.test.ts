import { gzipSync } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from 'vitest';
import {
  type IntakeClient,
  intakeClient,
  message,
  objectArrived,
  uploadArrived,
} from '../../test/support/intake-client.ts';
import { filedReport, ndjsonBatch, withdrawal } from '../../test/support/reports.ts';
import { type StackIntake, stackIntake } from '../../test/support/stack-intake.ts';

let stack: StackIntake;
let client: IntakeClient;
beforeEach(async () => {
  stack = await stackIntake();
  client = intakeClient(stack);
});

test('given an upload as gzip, then it is taken in like any batch', async () => {
  const bytes = gzipSync(ndjsonBatch([filedReport(), 'nonsense']));
  const { batchId, put } = await client.upload(bytes, { contentEncoding: 'gzip' });
  expect(await client.status(batchId)).toMatchObject({ status: 'awaiting-upload' });
  expect((await put()).status).toBe(200);
  expect(await client.deliver([uploadArrived(batchId)])).toEqual([]);
  expect(await client.deliver([uploadArrived(batchId)])).toEqual([]);
  expect(await client.status(batchId)).toMatchObject({
    status: 'completed',
    batchReference: 'BATCH-1',
    counts: { submitted: 2, accepted: 1, rejected: 1 },
  });
});

test('given a line of 50 MB, then it is skipped with a receipt and its neighbours survive', async () => {
  const long = Buffer.alloc(50_000_000, 'x').toString();
  const last = filedReport({ reference: 'STR-2' });
  const bytes = gzipSync(ndjsonBatch([filedReport(), long, last]));
  const { batchId, put } = await client.upload(bytes, { contentEncoding: 'gzip' });
  await put();
  await client.deliver([uploadArrived(batchId)]);
  const { body } = await client.receipts(batchId);
  expect(
    JSON.parse(body).receipts.map((one: { verdict: string; findings: { code: string }[] }) => [
      one.verdict,
      one.findings[0]?.code,
    ]),
  ).toEqual([
    ['accepted', undefined],
    ['rejected', 'line-too-long'],
    ['accepted', undefined],
  ]);
});

test('given a truncated gzip, then the batch fails and none of its records counts', async () => {
  const many = Array.from({ length: 500 }, (_, at) => filedReport({ reference: `STR-${at}` }));
  const whole = gzipSync(ndjsonBatch(many));
  const { batchId, put } = await client.upload(whole.subarray(0, -20), { contentEncoding: 'gzip' });
  await put();
  expect(await client.deliver([uploadArrived(batchId)])).toEqual([]);
  expect(await client.status(batchId)).toMatchObject({
    status: 'failed',
    counts: { submitted: 0, accepted: 0 },
    problem: { type: '/problems/malformed-body' },
  });
  expect(await stack.items(stack.tables.ledger)).toEqual([]);
});

test('given the header of another entity, then the batch is rejected', async () => {
  const header = ndjsonBatch([filedReport()]).replace('1234567', '7654321');
  const { batchId, put } = await client.upload(Buffer.from(header));
  await put();
  await client.deliver([uploadArrived(batchId)]);
  expect(await client.status(batchId)).toMatchObject({
    status: 'rejected',
    problem: { type: '/problems/entity-mismatch' },
  });
});

test('given a reference that was used, then the batch is rejected with the reason', async () => {
  await client.submit([filedReport()]);
  const same = await client.upload(Buffer.from(ndjsonBatch([filedReport()])), {}, 'upload-1');
  const other = await client.upload(Buffer.from(ndjsonBatch([withdrawal()])), {}, 'upload-2');
  const told = await client.upload(
    Buffer.from(ndjsonBatch([withdrawal()])),
    { batchReference: 'BATCH-2' },
    'upload-3',
  );
  const ends = [];
  for (const { batchId, put } of [same, other, told]) {
    await put();
    await client.deliver([uploadArrived(batchId)]);
    ends.push((await client.status(batchId)).problem.type);
  }
  expect(ends).toEqual([
    '/problems/batch-already-received',
    '/problems/batch-reference-reused',
    '/problems/batch-reference-mismatch',
  ]);
});

test('when it is put again, or longer than was said, then the store refuses', async () => {
  const { put, view } = await client.upload(Buffer.from(ndjsonBatch([filedReport()])));
  expect((await put()).status).toBe(200);
  expect((await put()).status).toBe(412);
  const bare = await fetch(view.url, { method: 'PUT', body: 'x' });
  expect(bare.status).toBe(403);
});

test('given the digest of other bytes, then the store refuses', async () => {
  const { put } = await client.upload(Buffer.from(ndjsonBatch([filedReport()])), {
    sha256: '0'.repeat(64),
  });
  expect((await put()).status).toBe(400);
});

test('when the same upload is requested again, then it is the same batch', async () => {
  const bytes = Buffer.from('x');
  const first = await client.upload(bytes);
  expect((await client.upload(bytes)).batchId).toBe(first.batchId);
});

test('given what is no upload of ours, then the message is let go', async () => {
  await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: 'uploads/x', Body: 'x' }));
  expect(
    await client.deliver([objectArrived('uploads/x'), message({ Event: 's3:TestEvent' })]),
  ).toEqual([]);
});

test.each([
  [{ sizeBytes: 0 }, '/sizeBytes'],
  [{ sizeBytes: 50 * 2 ** 30 + 1, sha256: '0'.repeat(64) }, '/sizeBytes'],
  [{ parts: 'yes' }, '/parts'],
  [{ contentType: 'text/html' }, '/contentType'],
  [{ contentEncoding: 'br' }, '/contentEncoding'],
  [{ sha256: 'ZEBRA' }, '/sha256'],
  [{ batchReference: 'a b' }, '/batchReference'],
])('given %j, then the request is refused and nothing is written', async (request, pointer) => {
  const { statusCode, view } = await client.upload(Buffer.from('x'), request);
  expect(statusCode).toBe(400);
  expect(view).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer }] });
  expect(await stack.items(stack.tables.reports)).toEqual([]);
});

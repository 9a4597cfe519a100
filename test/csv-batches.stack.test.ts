import { readFileSync } from 'node:fs';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { createHandler as createSubmit } from '../functions/submit-batch/handler.ts';
import { csvBatch } from './support/csv-batch.ts';
import { httpEvent, lambdaContext } from './support/http-event.ts';
import { type IntakeClient, intakeClient, uploadArrived } from './support/intake-client.ts';
import { filedReport, withdrawal } from './support/reports.ts';
import { type StackIntake, stackIntake } from './support/stack-intake.ts';

let stack: StackIntake;
let client: IntakeClient;
beforeEach(async () => {
  stack = await stackIntake();
  client = intakeClient(stack);
});

async function submit(body: string | Uint8Array, more: Record<string, string> = {}) {
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'idempotency-key': 'k-1', ...more };
  const event = httpEvent('POST /v1/batches', { body, headers });
  const answer = await createSubmit(stack.ports)(event, lambdaContext());
  return { statusCode: answer.statusCode, answer: JSON.parse(answer.body ?? '') };
}

test('given the template in a request, then each of its reports is accepted', async () => {
  const { statusCode, answer } = await submit(readFileSync('docs/csv-template.csv'));
  expect(statusCode).toBe(202);
  expect(await client.deliver()).toEqual([]);
  expect(await client.status(answer.batchId)).toMatchObject({
    batchReference: 'SAMPLE-BATCH-0001',
    status: 'completed',
    counts: { submitted: 4, rejected: 0, pending: 0 },
  });
});

test('given an upload as gzip, then receipts tell the row and the column', async () => {
  const bad = { ...filedReport({ reference: 'STR-2' }), sector: 'circus' };
  const text = csvBatch([filedReport(), bad], 'BATCH-1', { isCompact: true });
  const bytes = gzipSync(text);
  const request = { contentType: 'text/csv', contentEncoding: 'gzip' };
  const { batchId, put } = await client.upload(bytes, request);
  expect((await put()).status).toBe(200);
  expect(await client.deliver([uploadArrived(batchId)])).toEqual([]);
  const asJson = JSON.parse((await client.receipts(batchId)).body).receipts;
  expect(asJson).toMatchObject([
    { record: 1, line: 2, verdict: 'accepted' },
    {
      record: 2,
      line: 3,
      reference: 'STR-2',
      findings: [{ pointer: '/sector', code: 'unknown-word', line: 3, column: 'sector' }],
    },
  ]);
  const asCsv = (await client.receipts(batchId, { format: 'csv' })).body;
  expect(asCsv).toMatch(/"2","3","STR-2","rejected","reject","unknown-word",.*,"sector"\r\n$/);
});

test('given a column that nobody knows, then it is named and nothing is written', async () => {
  const text = csvBatch([withdrawal()]).replace('delete_reason', 'surname');
  const { statusCode, answer } = await submit(zstdCompressSync(Buffer.from(text)), {
    'content-encoding': 'zstd',
  });
  expect([statusCode, answer.type]).toEqual([400, '/problems/invalid-batch-header']);
  expect(answer.detail).toContain('unknown columns: surname');
  expect(await stack.items(stack.tables.reports)).toEqual([]);
});

test('given a report that NDJSON brought before, when CSV brings it again, then it is a duplicate', async () => {
  await client.submit([filedReport()], 'FIRST');
  await client.deliver();
  const { answer } = await submit(csvBatch([filedReport()], 'SECOND'));
  await client.deliver();
  expect(await client.status(answer.batchId)).toMatchObject({ counts: { duplicates: 1 } });
});

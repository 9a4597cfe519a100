import { beforeEach, expect, test } from 'vitest';
import { type IntakeClient, intakeClient } from '../../test/support/intake-client.ts';
import { filedReport, ndjsonBatch } from '../../test/support/reports.ts';
import { type StackIntake, stackIntake } from '../../test/support/stack-intake.ts';

let stack: StackIntake;
let client: IntakeClient;
const bytes = Buffer.from(ndjsonBatch([filedReport()]));
beforeEach(async () => {
  stack = await stackIntake();
  client = intakeClient(stack);
  stack.limits.bytesPerMinute = 2 * bytes.length;
  const standingStill = new Date().toISOString();
  stack.clock.now = () => standingStill;
});

test('given as many bytes as an entity may send, when it asks for a further upload, then it is held back', async () => {
  for (const key of ['first', 'second']) {
    expect((await client.upload(bytes, {}, key)).statusCode).toBe(201);
  }
  const before = await stack.items(stack.tables.reports);
  const { statusCode, view } = await client.upload(bytes, {}, 'third');
  expect(statusCode).toBe(429);
  expect(view.detail).toBe('too-many-requests: bytes per minute');
  expect(await stack.items(stack.tables.reports)).toEqual(before);
});

test('when it asks again for what it was granted, then it is not held back', async () => {
  const first = await client.upload(bytes, {}, 'first');
  await client.upload(bytes, {}, 'second');
  const again = await client.upload(bytes, {}, 'first');
  expect([again.statusCode, again.batchId]).toEqual([201, first.batchId]);
});

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createTestTable } from '../../test/support/aws.ts';
import { intakeClient } from '../../test/support/intake-client.ts';
import { entity, filedReport } from '../../test/support/reports.ts';
import { stackIntake } from '../../test/support/stack-intake.ts';
import { allowances } from '../reports/allowances.ts';
import { allowanceRepository } from './allowance-repository.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';

const limits = {
  batchesPerMinute: 10,
  bytesPerMinute: 1_000_000,
  waitingRecords: 1,
  expectedRecordsPerMinute: 1,
};

test('given ten batches a minute, when forty are drawn at once, then ten are let through', async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const kept = allowanceRepository({ client, table: await createTestTable() });
  const now = () => '2026-11-21T12:00:00.000Z';
  const { draw } = allowances({ kept, limitsOf: () => limits, now, pause: pauseWithJitter });
  const drawn = await Promise.allSettled(Array.from({ length: 40 }, () => draw(entity, 100)));
  expect(drawn.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  for (const one of drawn) {
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'too-many-requests' });
  }
  const another = await Promise.allSettled(Array.from({ length: 11 }, () => draw('7654321', 1)));
  expect(another.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
});

test('given batches that end in every way, when each message comes often, then no record waits any more', async () => {
  const stack = await stackIntake();
  const client = intakeClient(stack);
  const kept = allowanceRepository({ client: stack.client, table: stack.tables.reports });
  await client.submit([filedReport(), 'nonsense'], 'COMPLETED');
  await client.submit(['nonsense', 'nonsense', 'nonsense'], 'REJECTED');
  expect(await kept.get(entity)).toMatchObject({ waiting: 5 });
  const messages = await stack.sent.intake();
  await Promise.all(Array.from({ length: 5 }, () => client.deliver(messages)));
  await client.deliver(messages);
  expect(await kept.get(entity)).toMatchObject({ waiting: 0 });
});

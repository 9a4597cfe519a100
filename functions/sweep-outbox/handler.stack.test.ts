import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { outboxPublisher, type PendingMessage, withOutbox } from '../../lib/aws/outbox.ts';
import { outboxTable } from '../../lib/aws/outbox-table.ts';
import { createTestQueue } from '../../test/support/aws.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { type StackIntake, stackIntake } from '../../test/support/stack-intake.ts';
import { createHandler } from './handler.ts';

const at = '2026-11-21T12:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();

let stack: StackIntake;
let dispatch: string;
beforeEach(async () => {
  [stack, dispatch] = await Promise.all([stackIntake(), createTestQueue()]);
});

const putItem = async (name: string, messages: PendingMessage[]) => {
  const Item = { pk: name, sk: 'ITEM', kept: 'as it was', ...withOutbox(name, at, messages) };
  await stack.client.send(new PutCommand({ TableName: stack.tables.reports, Item }));
};

const sweep = async (now: string) => {
  const { client, sqs, tables, intakeUrl } = stack;
  const queues = { intake: intakeUrl, dispatch };
  const swept = [tables.reports, tables.ledger].map((table) =>
    outboxTable({ client, table, publisher: outboxPublisher({ client, table, sqs, queues }) }),
  );
  return createHandler({ tables: swept, now: () => now })({}, lambdaContext());
};

test('given marks of a minute and more, then their messages are sent once and the items stay', async () => {
  const names = Array.from({ length: 12 }, (_, n) => `item-${n}`);
  for (const name of names) {
    await putItem(name, [
      { queue: 'intake', body: `{"of":"${name}"}` },
      { queue: 'dispatch', body: '{}' },
    ]);
  }
  expect(await sweep(after(60))).toEqual({ published: 0 });
  expect(await sweep(after(61))).toEqual({ published: 12 });
  expect(await sweep(after(600))).toEqual({ published: 0 });
  const bodies = (await stack.sent.intake()).map(({ body }) => body);
  expect(bodies.sort()).toEqual(names.map((name) => `{"of":"${name}"}`).sort());
  const items = await stack.items(stack.tables.reports);
  expect(items).toHaveLength(12);
  for (const item of items) expect(Object.keys(item).sort()).toEqual(['kept', 'pk', 'sk']);
});

test('given one that cannot be sent, then the others are, and the sweep fails', async () => {
  await putItem('item-1', [{ queue: 'audit', body: '{}' }]);
  await putItem('item-2', [{ queue: 'intake', body: '{}' }]);
  await expect(sweep(after(61))).rejects.toThrow('1 items unsent');
  expect(await stack.sent.intake()).toHaveLength(1);
  const left = (await stack.items(stack.tables.reports)).filter(
    (item) => 'pendingMessages' in item,
  );
  expect(left.map(({ pk }) => pk)).toEqual(['item-1']);
});

test('given newer messages than those that were sent, then they stay', async () => {
  const { client, sqs, tables, intakeUrl } = stack;
  const table = tables.reports;
  const publisher = outboxPublisher({ client, table, sqs, queues: { intake: intakeUrl } });
  await putItem('item-1', [{ queue: 'intake', body: '{"new":1}' }]);
  await publisher.publish({ pk: 'item-1', sk: 'ITEM' }, [{ queue: 'intake', body: '{"old":1}' }]);
  const [item] = await stack.items(table);
  expect(item).toMatchObject({ pendingMessages: [{ body: '{"new":1}' }], outboxAt: at });
});

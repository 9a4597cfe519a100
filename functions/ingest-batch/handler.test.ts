import type { SQSRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { isStalled } from '../../lib/reports/batch.ts';
import type { BatchRef } from '../../lib/reports/batches.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { message } from '../../test/support/intake-client.ts';
import { memoryIntake } from '../../test/support/memory-intake.ts';
import { ndjsonBatch } from '../../test/support/reports.ts';
import { createHandler } from './handler.ts';

/** Three blocks of records that nothing can be made of. */
const records = Array.from({ length: 25_000 }, () => 'nonsense');

function longBatch() {
  const intake = memoryIntake();
  const { entity, batchId } = intake.accept(ndjsonBatch(records), records.length);
  return { ...intake, batchId, about: messageAbout({ entity, batchId }) };
}

const messageAbout = (ref: BatchRef, tries = 1): SQSRecord => ({
  ...message({ type: 'batch-submitted', ...ref }),
  attributes: { ApproximateReceiveCount: String(tries) } as SQSRecord['attributes'],
});

/** An invocation of two minutes, of which some have passed each time that the clock is looked at. */
function passing(secondsALook: number) {
  let left = 120_000;
  const getRemainingTimeInMillis = () => {
    left -= secondsALook * 1000;
    return left;
  };
  return { ...lambdaContext(), getRemainingTimeInMillis };
}

describe('given a batch of three blocks and a turn of fifteen seconds', () => {
  test('when a block takes ten, then two are done, and the rest lines up again', async () => {
    const { ports, batches, batchId, about, again } = longBatch();
    const handler = createHandler(ports, { turnSeconds: 15, tries: 5 });
    await handler({ Records: [about] }, passing(10));
    expect(batches.get(batchId)).toMatchObject({ status: 'processing', done: 20_000 });
    expect(again).toEqual([batchId]);
  });

  test('when each block takes longer than the turn, then each turn does one', async () => {
    const { ports, batches, batchId, about, again } = longBatch();
    const handler = createHandler(ports, { turnSeconds: 15, tries: 5 });
    for (const done of [10_000, 20_000, 25_000]) {
      await handler({ Records: [about] }, passing(40));
      expect(batches.get(batchId)?.done).toBe(done);
    }
    expect(again).toHaveLength(2);
  });

  test('when the function has hardly any time left, then no block is begun', async () => {
    const { ports, batches, batchId, about, again } = longBatch();
    const handler = createHandler(ports, { turnSeconds: 15, tries: 5 });
    await handler({ Records: [about] }, lambdaContext(20_000));
    expect(batches.get(batchId)?.done).toBe(0);
    expect(again).toEqual([batchId]);
  });
});

test.each([
  [4, false],
  [5, true],
])('given try %i of five that fails, then the batch is stalled: %s', async (tries, stalls) => {
  const { ports, batches, batchId } = longBatch();
  const failing = {
    ...ports,
    receipts: {
      ...ports.receipts,
      keep: async () => {
        throw new Error('out of order');
      },
    },
  };
  const about = messageAbout({ entity: '1234567', batchId }, tries);
  const handler = createHandler(failing, { turnSeconds: 15, tries: 5 });
  expect(await handler({ Records: [about] }, lambdaContext())).toMatchObject({
    batchItemFailures: [{}],
  });
  const batch = batches.get(batchId);
  expect(batch && isStalled(batch)).toBe(stalls);
});

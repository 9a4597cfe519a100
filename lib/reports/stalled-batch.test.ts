import { describe, expect, test } from 'vitest';
import { Crash, crashingAt } from '../../test/support/failing-ports.ts';
import { memoryIntake } from '../../test/support/memory-intake.ts';
import { entity, filedReport, ndjsonBatch } from '../../test/support/reports.ts';
import { type BatchRecord, isStalled } from './batch.ts';
import { ingestBatch } from './ingest-batch.ts';

const reports = [filedReport(), filedReport({ reference: 'STR-2' })];

function acceptedBatch() {
  const intake = memoryIntake();
  const { batchId } = intake.accept(ndjsonBatch(reports), reports.length);
  const ref = { entity, batchId };
  const now = () => intake.batches.get(batchId) as BatchRecord;
  return { ...intake, ref, now };
}

const hasTime = () => true;

test('given a last try that dies at any call but the first, then the batch is stalled unless it is done', async () => {
  for (let call = 2; ; call += 1) {
    const { ports, ref, now } = acceptedBatch();
    const doomed = crashingAt(ports, { call, when: 'before' });
    const end = ingestBatch(doomed.ports, { ref, hasTime, lastTry: true });
    const survived = await end.then(() => true, rethrowUnlessCrash);
    expect(isStalled(now()) || now().status === 'completed').toBe(true);
    if (survived) break;
  }
});

describe('given a batch that is stalled', () => {
  const stalled = async () => {
    const batch = acceptedBatch();
    const doomed = crashingAt(batch.ports, { call: 4, when: 'before' });
    const last = ingestBatch(doomed.ports, { ref: batch.ref, hasTime, lastTry: true });
    await last.catch(rethrowUnlessCrash);
    expect(isStalled(batch.now())).toBe(true);
    return batch;
  };

  test('when a further message has it done, then it is completed', async () => {
    const { ports, ref, now } = await stalled();
    await ingestBatch(ports, { ref, hasTime });
    expect(now()).toMatchObject({ status: 'completed', done: 2 });
    expect(now()).not.toHaveProperty('stalledAt');
  });

  test('when a further message gets it somewhere, then it is worked on again', async () => {
    const { ports, ref, now, again } = await stalled();
    let turns = 0;
    const oneBlock = () => {
      turns += 1;
      return turns === 1;
    };
    await ingestBatch(ports, { ref, hasTime: oneBlock, recordsPerBlock: 1 });
    expect(again).toEqual([ref.batchId]);
    expect(now()).toMatchObject({ status: 'processing', done: 1 });
    expect(isStalled(now())).toBe(false);
  });

  test('when a further message fails too, then it stays so', async () => {
    const { ports, ref, now } = await stalled();
    const doomed = crashingAt(ports, { call: 3, when: 'before' });
    await ingestBatch(doomed.ports, { ref, hasTime }).catch(rethrowUnlessCrash);
    expect(isStalled(now())).toBe(true);
  });
});

test('given any try but the last, when it fails, then the batch is not stalled', async () => {
  const { ports, ref, now } = acceptedBatch();
  const doomed = crashingAt(ports, { call: 3, when: 'before' });
  await ingestBatch(doomed.ports, { ref, hasTime }).catch(rethrowUnlessCrash);
  expect(isStalled(now())).toBe(false);
});

function rethrowUnlessCrash(cause: unknown): false {
  if (!(cause instanceof Crash)) throw cause;
  return false;
}

import { expect, test } from 'vitest';
import { Crash, crashingAt } from '../../test/support/failing-ports.ts';
import { memoryIntake } from '../../test/support/memory-intake.ts';
import { entity, filedReport, ndjsonBatch } from '../../test/support/reports.ts';
import { StaleWrite } from '../errors.ts';
import type { Merged } from '../ledger/ledgers.ts';
import { ingestBatch, type Ports } from './ingest-batch.ts';

const reports = [filedReport(), filedReport({ reference: 'STR-2' })];
const hasTime = () => true;

/** What stands once a batch has been taken in without any fault. */
async function undisturbed() {
  const intake = memoryIntake();
  const { batchId } = intake.accept(ndjsonBatch(reports), reports.length);
  await ingestBatch(intake.ports, { ref: { entity, batchId }, hasTime });
  return intake.ledgers;
}

/**
 * These ports, but that something else happens before the first merge into ledgers, and that a merge
 * does not see whether contributions were there already: a store sees no sealed ones.
 */
function interrupted(ports: Ports, meanwhile: () => Promise<void>): Ports {
  let isFirst = true;
  const mergeMany: Ports['ledgers']['mergeMany'] = async (changes) => {
    if (isFirst) {
      isFirst = false;
      await meanwhile();
    }
    const merged = await ports.ledgers.mergeMany(changes);
    const sinceLast = ({ changed, version }: Merged) => (changed ? version : version + 1);
    return new Map([...merged].map(([key, one]) => [key, { ...one, since: sinceLast(one) }]));
  };
  return { ...ports, ledgers: { ...ports.ledgers, mergeMany } };
}

test('given a try that repeats a block while another is at it and dies at any call, then that other records nothing that is not whole', async () => {
  const whole = await undisturbed();
  for (let call = 1; ; call += 1) {
    const { ports, ledgers: held, batches, accept } = memoryIntake();
    const { batchId } = accept(ndjsonBatch(reports), reports.length);
    const ref = { entity, batchId };
    let hasDied = false;
    const first = ingestBatch(
      interrupted(ports, async () => {
        const doomed = crashingAt(ports, { call, when: 'before' });
        hasDied = !(await ingestBatch(doomed.ports, { ref, hasTime }).then(() => true, isCrash));
      }),
      { ref, hasTime },
    );
    const end = await first.catch((cause: unknown) => cause);
    if (end !== undefined) expect(end).toBeInstanceOf(StaleWrite);
    const isRecorded = batches.get(batchId)?.status === 'completed';
    if (isRecorded) expect([...held.keys()].sort()).toEqual([...whole.keys()].sort());
    await ingestBatch(ports, { ref, hasTime });
    expect(batches.get(batchId)).toMatchObject({ status: 'completed', done: 2 });
    expect([...held.keys()].sort()).toEqual([...whole.keys()].sort());
    if (!hasDied) break;
  }
});

function isCrash(cause: unknown): false {
  if (!(cause instanceof Crash)) throw cause;
  return false;
}

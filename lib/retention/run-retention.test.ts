import { expect, test } from 'vitest';
import { acceptedBatch } from '../../test/support/accepted-batch.ts';
import { noCounts } from '../reports/batch.ts';
import type { RetainedBatch, RetentionPorts } from './retention-ports.ts';
import { runRetention } from './run-retention.ts';

/** Uploads that were turned away, whole: of each the bytes are due. */
const turnedAway = (source: string): RetainedBatch => {
  const {
    receivedAt: _,
    acceptedAs: __,
    ...batch
  } = acceptedBatch({
    source,
    batchId: `019ab6e0-0000-7000-8000-00000000000${source}`,
    createdAt: '2020-01-01T00:00:00.000Z',
    counts: noCounts,
    submitted: 0,
  });
  return { ...batch, status: 'failed', destroyed: {} };
};

test('given one batch that fails, then the others are done, and it is told', async () => {
  const gone: string[] = [];
  const noted: string[] = [];
  const told: string[] = [];
  const ports = {
    batches: {
      async *every() {
        yield* ['1', '2', '3'].map(turnedAway);
      },
      note: async (batch: RetainedBatch, destroyed: RetainedBatch['destroyed']) => {
        if (destroyed.refusedGoneAt) noted.push(batch.source);
        return { ...batch, destroyed };
      },
    },
    objects: {
      keep: async () => undefined,
      destroy: async (name: string) => {
        if (name === '2') throw new Error('out of order');
        gone.push(name);
      },
    },
    cases: {
      packaged: async () => ({ disclosed: new Set(), pending: new Set(), withdrawn: new Map() }),
    },
    holds: { all: async () => [] },
    tell: async ({ about }: { about: string[] }) => {
      told.push(about[0] ?? '');
    },
    now: () => '2026-11-26T00:00:00.000Z',
  } as unknown as RetentionPorts;
  const run = runRetention(ports, { asOf: '2026-11-26T00:00:00.000Z', actor: 'ops' });
  await expect(run).rejects.toThrow('out of order');
  expect([gone, noted]).toEqual([
    ['1', '3'],
    ['1', '3'],
  ]);
  expect(told).toHaveLength(3);
});

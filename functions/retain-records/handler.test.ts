import { expect, test } from 'vitest';
import type { RetainedBatch, RetentionPorts } from '../../lib/retention/retention-ports.ts';
import { acceptedBatch } from '../../test/support/accepted-batch.ts';
import { lambdaContext } from '../../test/support/http-event.ts';
import { createHandler } from './handler.ts';

const batches: RetainedBatch[] = ['batches/a', 'batches/b'].map((source) => ({
  ...acceptedBatch({ source, status: 'completed', done: 1 }),
  destroyed: {},
}));

/** Nothing is due, and whatever would destroy or write is not there to be called. */
const ports = {
  batches: {
    async *every() {
      yield* batches;
    },
  },
  cases: {
    packaged: async () => ({
      disclosed: new Set(),
      pending: new Set(),
      withdrawn: new Map(),
      named: new Set(),
    }),
  },
  holds: { all: async () => [] },
  packages: { keptBefore: async () => [] },
  now: () => '2026-11-26T00:00:00.000Z',
} as unknown as RetentionPorts;

test('given nothing that is due, then it looks at each batch and touches nothing', async () => {
  expect(await createHandler(ports)({}, lambdaContext(900_000))).toEqual({ batches: 2, due: 0 });
});

test('given no more than five minutes, then it begins no further batch', async () => {
  expect(await createHandler(ports)({}, lambdaContext(300_000))).toEqual({ batches: 0, due: 0 });
});

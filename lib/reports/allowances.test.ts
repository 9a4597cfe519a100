import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StaleWrite } from '../errors.ts';
import { type Allowance, unusedAllowance } from './allowance.ts';
import { allowances } from './allowances.ts';
import type { EntityLimits } from './intake-limits.ts';

const entity = '1234567';
const limits: EntityLimits = {
  batchesPerMinute: 10,
  bytesPerMinute: 1000,
  waitingRecords: 1,
  expectedRecordsPerMinute: 1,
};

/** A store with the conditions of the real one; each call takes a moment, in any order. */
function inAnyOrder(scheduler: fc.Scheduler) {
  let kept: Allowance = unusedAllowance;
  let clock = Date.parse('2026-11-21T12:00:00Z');
  const { draw } = allowances({
    kept: {
      get: async () => scheduler.schedule(Promise.resolve(), 'get').then(() => ({ ...kept })),
      replace: async (_entity, before, next) => {
        await scheduler.schedule(Promise.resolve(), 'replace');
        const { batchesFullAt, bytesFullAt } = kept;
        const stale = batchesFullAt !== before.batchesFullAt || bytesFullAt !== before.bytesFullAt;
        if (stale) throw new StaleWrite(entity);
        kept = { ...kept, batchesFullAt: next.batchesFullAt, bytesFullAt: next.bytesFullAt };
      },
    },
    limitsOf: () => limits,
    now: () => new Date(clock).toISOString(),
    pause: async () => void (await scheduler.schedule(Promise.resolve(), 'pause')),
  });
  const pass = (milliseconds: number) => {
    clock += milliseconds;
  };
  return { draw, pass };
}

test('for any interleaving of requests, no more is let through than the rate allows', async () => {
  const requests = fc.array(
    fc.record({ bytes: fc.integer({ min: 1, max: 400 }), after: fc.nat({ max: 3000 }) }),
    { minLength: 1, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), requests, async (scheduler, asked) => {
      const { draw, pass } = inAnyOrder(scheduler);
      let elapsed = 0;
      const drawn = asked.map(async ({ bytes, after }) => {
        await scheduler.schedule(Promise.resolve(), 'arrive');
        pass(after);
        elapsed += after;
        return draw(entity, bytes).then(() => bytes);
      });
      const settled = Promise.allSettled(drawn);
      await scheduler.waitFor(settled);
      const through = (await settled).filter((one) => one.status === 'fulfilled');
      const minutes = elapsed / 60_000;
      expect(through.length).toBeGreaterThan(0);
      expect(through.length).toBeLessThanOrEqual(limits.batchesPerMinute * (1 + minutes));
      const bytes = through.reduce((sum, { value }) => sum + value, 0);
      expect(bytes).toBeLessThanOrEqual(limits.bytesPerMinute * (1 + minutes));
    }),
  );
});

test('given a store that always changes underneath, then the entity is asked to come again', async () => {
  const { draw } = allowances({
    kept: {
      get: async () => unusedAllowance,
      replace: async () => {
        throw new StaleWrite(entity);
      },
    },
    limitsOf: () => limits,
    now: () => '2026-11-21T12:00:00.000Z',
    pause: async () => {},
  });
  await expect(draw(entity, 1)).rejects.toMatchObject({
    code: 'too-many-requests',
    retryAfterSeconds: 1,
  });
});

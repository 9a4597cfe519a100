import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Allowance, drawBatch, unusedAllowance } from './allowance.ts';
import type { EntityLimits } from './intake-limits.ts';

const limits: EntityLimits = {
  batchesPerMinute: 60,
  bytesPerMinute: 60_000,
  waitingRecords: 1000,
  expectedRecordsPerMinute: 600,
};
const noon = Date.parse('2026-11-21T12:00:00Z');

/** Draws one after the other; what is held back is held back. */
function drawAll(draws: readonly { bytes: number; after: number }[], given = limits) {
  let allowance: Allowance = unusedAllowance;
  let now = noon;
  return draws.map(({ bytes, after }) => {
    now += after;
    const drawn = drawBatch(allowance, { bytes, limits: given, now });
    if ('next' in drawn) allowance = drawn.next;
    const heldBack = 'heldBack' in drawn ? drawn.heldBack : undefined;
    return { at: now, bytes, heldBack, allowance };
  });
}

const limitsArbitrary = fc.record({
  batchesPerMinute: fc.integer({ min: 1, max: 5000 }),
  bytesPerMinute: fc.integer({ min: 1, max: 2 ** 32 }),
  waitingRecords: fc.integer({ min: 1, max: 10 ** 7 }),
  expectedRecordsPerMinute: fc.integer({ min: 1, max: 10 ** 6 }),
});
const drawsArbitrary = fc.array(
  fc.record({ bytes: fc.integer({ min: 1, max: 2 ** 30 }), after: fc.nat({ max: 20_000 }) }),
  { maxLength: 60 },
);

test('for any draws, no stretch of time sees more than a minute’s worth and what refills in it', () => {
  fc.assert(
    fc.property(limitsArbitrary, drawsArbitrary, (given, draws) => {
      const admitted = drawAll(draws, given).filter(({ heldBack }) => heldBack === undefined);
      const largest = Math.max(0, ...admitted.map(({ bytes }) => bytes));
      for (const [first, { at: from }] of admitted.entries()) {
        let bytes = 0;
        for (const [place, one] of admitted.slice(first).entries()) {
          bytes += one.bytes;
          const minutes = (one.at - from) / 60_000;
          expect(place + 1).toBeLessThanOrEqual(given.batchesPerMinute * (1 + minutes));
          expect(bytes).toBeLessThanOrEqual(
            Math.max(given.bytesPerMinute, largest) + given.bytesPerMinute * minutes,
          );
        }
      }
    }),
  );
});

test('for any draws, who is held back is let through at the told second and not one earlier', () => {
  fc.assert(
    fc.property(limitsArbitrary, drawsArbitrary, (given, draws) => {
      for (const { at, bytes, heldBack, allowance } of drawAll(draws, given)) {
        if (!heldBack) continue;
        const seconds = heldBack.retryAfterSeconds;
        expect(Number.isInteger(seconds) && seconds >= 1).toBe(true);
        const later = (after: number) =>
          drawBatch(allowance, { bytes, limits: given, now: at + after * 1000 });
        expect(later(seconds)).toHaveProperty('next');
        expect(later(seconds - 1)).toHaveProperty('heldBack');
      }
    }),
  );
});

test('for any limit, as many batches as it says are let through at once, but for rounding, and never more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (batchesPerMinute) => {
      const given = { ...limits, batchesPerMinute };
      const draws = Array.from({ length: batchesPerMinute + 50 }, () => ({ bytes: 1, after: 0 }));
      const through = drawAll(draws, given).filter(({ heldBack }) => heldBack === undefined).length;
      expect(through).toBeLessThanOrEqual(batchesPerMinute);
      // A batch costs whole milliseconds.
      expect(through).toBe(Math.floor(60_000 / Math.ceil(60_000 / batchesPerMinute)));
    }),
  );
});

describe('given an entity that has sent a minute’s worth of batches at once', () => {
  const full = drawAll(Array.from({ length: 60 }, () => ({ bytes: 1, after: 0 }))).at(-1);

  test('then the next is held back for as long as one takes to refill', () => {
    expect(full?.heldBack).toBeUndefined();
    const allowance = full?.allowance ?? unusedAllowance;
    expect(drawBatch(allowance, { bytes: 1, limits, now: noon })).toEqual({
      heldBack: { limit: 'batches per minute', retryAfterSeconds: 1 },
    });
  });
});

test('given a quiet minute, when a batch of three minutes’ bytes comes, then it is let through and the next waits for three', () => {
  const [, large, small] = drawAll([
    { bytes: 1, after: 0 },
    { bytes: 180_000, after: 60_000 },
    { bytes: 1, after: 0 },
  ]);
  expect(large?.heldBack).toBeUndefined();
  expect(small?.heldBack).toEqual({ limit: 'bytes per minute', retryAfterSeconds: 121 });
});

test.each([
  [999, undefined],
  [1000, 1],
  [1999, 100],
])('given %i records that wait, then a batch is held back for %s seconds', (waiting, seconds) => {
  const drawn = drawBatch({ ...unusedAllowance, waiting }, { bytes: 1, limits, now: noon });
  expect('heldBack' in drawn ? drawn.heldBack.retryAfterSeconds : undefined).toBe(seconds);
});

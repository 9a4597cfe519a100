import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryFilingAllowances } from '../../test/support/memory-filing-allowances.ts';
import { DomainError } from '../errors.ts';
import { filingAllowances } from './filing-allowances.ts';
import { readFilingLimits } from './filing-limits.ts';

const limits = { recordsPerHour: 60, recordsPerDay: 500 };
const start = Date.parse('2026-11-21T00:00:00.000Z');
const day = 86_400_000;

function agencyAt() {
  let moment = start;
  const allowances = filingAllowances({
    kept: memoryFilingAllowances(),
    limitsOf: () => limits,
    now: () => new Date(moment).toISOString(),
    pause: async () => {},
  });
  const draw = async (after: number): Promise<'taken' | DomainError> => {
    moment += after;
    try {
      await allowances.draw('ON-OPP');
      return 'taken';
    } catch (cause) {
      if (cause instanceof DomainError && cause.code === 'too-many-requests') return cause;
      throw cause;
    }
  };
  return { draw, elapsed: () => moment - start };
}

test('given a quiet hour before, then so many at once, and then one when it is told to ask again', async () => {
  const { draw } = agencyAt();
  for (let place = 0; place < 60; place += 1) expect(await draw(0)).toBe('taken');
  expect(await draw(0)).toMatchObject({ code: 'too-many-requests', retryAfterSeconds: 60 });
  expect(await draw(60_000)).toBe('taken');
});

test('for any way of asking over a day, never more than a full meter and what refills it', async () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 800 });
  await fc.assert(
    fc.asyncProperty(pauses, async (after) => {
      const { draw, elapsed } = agencyAt();
      let taken = 0;
      for (const one of after) if ((await draw(one)) === 'taken') taken += 1;
      const most = (full: number, period: number) => full + (full * elapsed()) / period;
      expect(taken).toBeLessThanOrEqual(most(limits.recordsPerHour, 3_600_000));
      expect(taken).toBeLessThanOrEqual(most(limits.recordsPerDay, day));
    }),
    { numRuns: 30 },
  );
});

test('given many at the same moment, then the limit holds', async () => {
  const { draw } = agencyAt();
  const ends = await Promise.all(Array.from({ length: 70 }, () => draw(0)));
  expect(ends.filter((end) => end === 'taken').length).toBeLessThanOrEqual(60);
});

test('given limits of a single agency, then they stand beside those of all others', () => {
  const agencies = { 'ON-OPP': { recordsPerHour: 5 } };
  const limitsOf = readFilingLimits(JSON.stringify({ default: limits, agencies }));
  expect(limitsOf('ON-OPP')).toEqual({ recordsPerHour: 5, recordsPerDay: 500 });
  expect(limitsOf('ON-TPS')).toEqual(limits);
});

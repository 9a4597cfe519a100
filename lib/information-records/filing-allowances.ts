import { DomainError, StaleWrite } from '../errors.ts';
import type { RecipientId } from '../identifiers.ts';
import { drawMeter } from '../meter.ts';
import { dayMilliseconds } from '../time.ts';
import type { FilingLimits } from './filing-limits.ts';

/** How much of its limits an agency has used: when each meter is full, in milliseconds since 1970. */
export type FilingAllowance = { hourFullAt: number; dayFullAt: number };

export const unusedFilingAllowance: FilingAllowance = { hourFullAt: 0, dayFullAt: 0 };

/** The port that lets an agency file a record, or holds it back. */
export type FilingAllowances = {
  /**
   * Takes one record out of the agency's allowance.
   *
   * @throws DomainError too-many-requests, with nothing taken, and with when to ask again.
   */
  draw(agency: RecipientId): Promise<void>;
};

/** The port to where allowances are kept. */
export type KeptFilingAllowances = {
  get(agency: RecipientId): Promise<FilingAllowance>;
  /** @throws StaleWrite when it is not what it was before. */
  replace(agency: RecipientId, before: FilingAllowance, next: FilingAllowance): Promise<void>;
};

const attempts = 12;
const hour = 3_600_000;

/** Who is overtaken by another request looks again: at any interleaving the limits hold. */
export const filingAllowances = ({
  kept,
  limitsOf,
  now,
  pause,
}: {
  kept: KeptFilingAllowances;
  limitsOf: (agency: RecipientId) => FilingLimits;
  /** RFC 3339 UTC. */
  now: () => string;
  /** Waits a while, with jitter, after attempt 1, 2, … */
  pause: (attempt: number) => Promise<void>;
}): FilingAllowances => ({
  async draw(agency) {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const before = await kept.get(agency);
      const next = drawRecord(before, limitsOf(agency), Date.parse(now()));
      try {
        return await kept.replace(agency, before, next);
      } catch (cause) {
        if (!(cause instanceof StaleWrite)) throw cause;
        await pause(attempt);
      }
    }
    // So many at the same moment that this one never had its turn.
    throw new DomainError('too-many-requests', 'requests at once', { retryAfterSeconds: 1 });
  },
});

function drawRecord(
  { hourFullAt, dayFullAt }: FilingAllowance,
  { recordsPerHour, recordsPerDay }: FilingLimits,
  now: number,
): FilingAllowance {
  const one = { amount: 1, now };
  const hourly = drawMeter(hourFullAt, { ...one, perPeriod: recordsPerHour, period: hour });
  const daily = drawMeter(dayFullAt, { ...one, perPeriod: recordsPerDay, period: dayMilliseconds });
  const wait = Math.max(hourly.wait, daily.wait);
  if (wait === 0) return { hourFullAt: hourly.fullAt, dayFullAt: daily.fullAt };
  const limit = wait === daily.wait ? 'records per day' : 'records per hour';
  throw new DomainError('too-many-requests', limit, {
    retryAfterSeconds: Math.ceil(wait / 1000),
  });
}

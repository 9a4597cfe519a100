import { drawMeter } from '../meter.ts';
import type { EntityLimits } from './intake-limits.ts';

/**
 * How much of its limits an entity has used. Moments are whole milliseconds since 1970: a meter
 * stands for a minute's worth that refills evenly, so that all of it is said by when it is full.
 */
export type Allowance = {
  batchesFullAt: number;
  bytesFullAt: number;
  /** Records in batches that were accepted and are not finished. */
  waiting: number;
};

export const unusedAllowance: Allowance = { batchesFullAt: 0, bytesFullAt: 0, waiting: 0 };

/** Which limit is reached, in words that may be shown, and in how many seconds to ask again. */
export type HeldBack = { limit: string; retryAfterSeconds: number };

const minute = 60_000;

/**
 * Takes one batch of so many bytes out of an allowance. A batch larger than a whole minute's worth
 * needs a full meter, and leaves a debt behind that lasts as long as it took more than its share.
 *
 * @param now milliseconds since 1970.
 */
export function drawBatch(
  allowance: Allowance,
  { bytes, limits, now }: { bytes: number; limits: EntityLimits; now: number },
): { next: Allowance } | { heldBack: HeldBack } {
  const batches = draw(allowance.batchesFullAt, 1, limits.batchesPerMinute, now);
  const sent = draw(allowance.bytesFullAt, bytes, limits.bytesPerMinute, now);
  const waits = [
    { limit: 'batches per minute', milliseconds: batches.wait },
    { limit: 'bytes per minute', milliseconds: sent.wait },
    { limit: 'records waiting', milliseconds: waitForRecords(allowance.waiting, limits) },
  ];
  const longest = waits.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a));
  if (longest.milliseconds > 0) {
    const retryAfterSeconds = Math.ceil(longest.milliseconds / 1000);
    return { heldBack: { limit: longest.limit, retryAfterSeconds } };
  }
  return { next: { ...allowance, batchesFullAt: batches.fullAt, bytesFullAt: sent.fullAt } };
}

const draw = (fullAt: number, amount: number, perPeriod: number, now: number) =>
  drawMeter(fullAt, { amount, perPeriod, period: minute, now });

/** A guess: how fast records are got through depends on what else there is to do. */
function waitForRecords(waiting: number, limits: EntityLimits): number {
  const surplus = waiting - limits.waitingRecords + 1;
  return Math.max(0, Math.ceil((surplus * minute) / limits.expectedRecordsPerMinute));
}

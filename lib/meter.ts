/**
 * Takes an amount out of a meter that stands for a period's worth and refills evenly, so that all of it is
 * said by when it is full. Rounded against whoever draws: what is admitted is never more than the rate
 * allows. What is larger than a whole period's worth needs a full meter, and leaves a debt behind.
 *
 * @param fullAt when the meter is full; like `now` in whole milliseconds since 1970.
 * @returns how many milliseconds to wait, 0 where the amount may be taken; and when the meter is full then.
 */
export function drawMeter(
  fullAt: number,
  { amount, perPeriod, period, now }: Draw,
): { wait: number; fullAt: number } {
  const cost = Math.ceil((amount * period) / perPeriod);
  const latestWithRoom = now + period - Math.min(cost, period);
  return { wait: Math.max(0, fullAt - latestWithRoom), fullAt: Math.max(fullAt, now) + cost };
}

type Draw = {
  amount: number;
  perPeriod: number;
  /** Milliseconds. */
  period: number;
  now: number;
};

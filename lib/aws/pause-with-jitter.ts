import { setTimeout } from 'node:timers/promises';

/** Full jitter before the next attempt: up to 20 ms, then 40 ms, up to 320 ms. */
export const pauseWithJitter = async (attempt: number): Promise<void> => {
  await setTimeout(Math.random() * 10 * 2 ** Math.min(attempt, 5));
};

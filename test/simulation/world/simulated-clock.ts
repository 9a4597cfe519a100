import { v7 } from 'uuid';
import type { Random } from './seeded-random.ts';

/** Time that passes only when the scheduler lets it: milliseconds since 1970. */
export type SimulatedClock = {
  now(): number;
  advance(milliseconds: number): void;
};

/** Noon of a working day; every report tells of the weeks before. */
export const beginning = Date.parse('2026-06-15T12:00:00Z');

export function simulatedClock(): SimulatedClock {
  let now = beginning;
  return {
    now: () => now,
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}

/** The clock of one machine, which goes before or after the others. */
export type SkewedClock = {
  /** RFC 3339 UTC. */
  now(): string;
  /** UUIDv7 of its time. */
  newId(): string;
};

/** @param skew milliseconds, may be negative. */
export const skewedClock = (clock: SimulatedClock, skew: number, random: Random): SkewedClock => ({
  now: () => new Date(clock.now() + skew).toISOString(),
  newId: () => v7({ msecs: clock.now() + skew, random: random.bytes(16) }),
});

import { dayMilliseconds } from '../time.ts';

/** PCMLTFA s. 54(1)(d): reports are kept for so long after they were received. */
const keptYears = 10;
/** s. 54(1)(e): then what identifies people in a report that was never disclosed is destroyed. */
const identifiersKeptYears = 15;
/**
 * s. 54(2): what need not have been reported is destroyed within a reasonable time. Long enough for a
 * sender to see from the receipt what was refused, and for whoever runs the machine to restore a table.
 */
const refusedKeptDays = 90;

export type Clocks = {
  /** Until then nothing of it may go. RFC 3339 UTC, like all of these. */
  retainUntil: string;
  /** From then on identifiers go, unless they were disclosed or are held. */
  purgeIdentifiersAt: string;
  /** From then on the bytes of refused records go. */
  refusedGoAt: string;
};

/** @param receivedAt RFC 3339 UTC. */
export const clocksOf = (receivedAt: string): Clocks => ({
  retainUntil: yearsAfter(receivedAt, keptYears),
  purgeIdentifiersAt: yearsAfter(receivedAt, identifiersKeptYears),
  refusedGoAt: new Date(Date.parse(receivedAt) + refusedKeptDays * dayMilliseconds).toISOString(),
});

/**
 * The same date and time of day so many calendar years later, in UTC. What came on 29 February is as old
 * on 1 March of a year without one, so that nothing is ever too early.
 */
export function yearsAfter(at: string, years: number): string {
  const moment = new Date(at);
  // A date that a year does not have is the day after its month, which is 1 March.
  moment.setUTCFullYear(moment.getUTCFullYear() + years);
  return moment.toISOString();
}

/** Whether a moment has come. Instants are compared, however they are written. */
export const hasCome = (moment: string, asOf: string): boolean =>
  Date.parse(moment) <= Date.parse(asOf);

import * as z from 'zod';

const pattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * RFC 3339 with the offset of the place where it happened: "2026-03-02T03:12:00-05:00". Night, date
 * and weekday are read from the text as it stands, so they are local; order is by instant.
 */
export const localTimeSchema = z.string().refine(isLocalTime, 'RFC 3339 with an offset');

/** Whether `text` is a real date and time with an offset. None is guessed. */
export function isLocalTime(text: string): boolean {
  if (!pattern.test(text)) return false;
  const day = Number(text.slice(8, 10));
  if (day <= 28) return true;
  const [year, month] = [Number(text.slice(0, 4)), Number(text.slice(5, 7))];
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** Milliseconds since 1970 of a local time. */
export const instant = (at: string): number => Date.parse(at);

/** The local date: "2026-03-02". */
export const localDate = (at: string): string => at.slice(0, 10);

/** Whole years from one ISO date to another: the age on a day. */
export function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** Local minutes after midnight, 0 to 1439. */
export const localMinutes = (at: string): number =>
  Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16));

/** Night is 22:00:00 inclusive to 06:00:00 exclusive, local. @see FINTRAC-2016-OA003, P1 */
export const isNight = (at: string): boolean => {
  const minutes = localMinutes(at);
  return minutes >= 22 * 60 || minutes < 6 * 60;
};

/** From inclusive, to exclusive, past midnight when `to` is not later: "22:00" to "06:00". */
export function betweenLocalTimes(from: string, to: string): (minutes: number) => boolean {
  const [start, end] = [from, to].map(
    (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)),
  );
  if (start === undefined || end === undefined) return () => false;
  return start < end
    ? (minutes) => minutes >= start && minutes < end
    : (minutes) => minutes >= start || minutes < end;
}

/** A day of 24 hours, as windows and periods count them. */
export const dayMilliseconds = 86_400_000;

const unitMilliseconds: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: dayMilliseconds,
};

/** Milliseconds of "5m", "24h" or "30d". */
export function windowMilliseconds(window: string): number {
  const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(window) ?? [];
  const milliseconds = unitMilliseconds[unit];
  if (milliseconds === undefined) {
    throw new RangeError('a window is a number of minutes, hours or days: 5m, 24h, 30d');
  }
  return Number(count) * milliseconds;
}

export const windowSchema = z.string().regex(/^[1-9]\d{0,3}[mhd]$/);

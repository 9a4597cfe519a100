import * as z from 'zod';

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * RFC 3339 with the offset of the place where it happened: "2026-03-02T03:12:00-05:00". Night, date
 * and weekday are read from the text as it stands, so they are local; order is by instant.
 */
export const localTimeSchema = z.string().refine(isLocalTime, 'RFC 3339 with an offset');

/** Whether `text` is a real date and time with an offset. None is guessed. */
export function isLocalTime(text: string): boolean {
  const [, year, month, day, hour, minute, second] = pattern.exec(text) ?? [];
  if (year === undefined) return false;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** Milliseconds since 1970 of a local time. */
export const instant = (at: string): number => Date.parse(at);

/** The local date: "2026-03-02". */
export const localDate = (at: string): string => at.slice(0, 10);

/** Local minutes after midnight, 0 to 1439. */
export const localMinutes = (at: string): number =>
  Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16));

/** Night is 22:00:00 inclusive to 06:00:00 exclusive, local. @see FINTRAC-2016-OA003, P1 */
export const isNight = (at: string): boolean => {
  const minutes = localMinutes(at);
  return minutes >= 22 * 60 || minutes < 6 * 60;
};

/** Milliseconds of "24h" or "30d". */
export function windowMilliseconds(window: string): number {
  const [, count, unit] = /^(\d{1,4})([hd])$/.exec(window) ?? [];
  if (count === undefined) throw new RangeError('a window is a number of hours or days: 24h, 30d');
  return Number(count) * (unit === 'h' ? 3_600_000 : 86_400_000);
}

export const windowSchema = z.string().regex(/^[1-9]\d{0,3}[hd]$/);

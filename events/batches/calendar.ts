import type { City } from './places.ts';

const dayMilliseconds = 86_400_000;
const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** The date so many days later: ("2026-07-30", 3) is "2026-08-02". */
export const addDays = (date: string, days: number): string =>
  new Date(utc(date) + days * dayMilliseconds).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekday = (date: string): number => new Date(utc(date)).getUTCDay();

/** The same weekday every `step` days, from `first` to `last`, both included. */
export function everyDays(first: string, last: string, step: number): string[] {
  const count = Math.floor((utc(last) - utc(first)) / dayMilliseconds / step) + 1;
  return Array.from({ length: count }, (_, index) => addDays(first, index * step));
}

/** RFC 3339 with the city's own offset; `minutes` after local midnight may pass into the next day. */
export function localTime(city: City, date: string, minutes: number, seconds = 0): string {
  const day = addDays(date, Math.floor(minutes / 1440));
  const within = minutes % 1440;
  const clock = [Math.floor(within / 60), within % 60, seconds]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return `${day}T${clock}${city.offset}`;
}

/** Minutes after midnight of "23:40". */
export const clock = (text: string): number =>
  Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

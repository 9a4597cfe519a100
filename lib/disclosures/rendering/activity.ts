import type { PackageTransaction } from '../package.ts';

/** How many transactions in a stretch of days: one day, a week from Monday, a month. */
type Stretch = { from: string; count: number };
export type Activity = { unit: 'day' | 'week' | 'month'; stretches: readonly Stretch[] };

const dayMilliseconds = 86_400_000;
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMilliseconds;
const dateOf = (day: number): string => new Date(day * dayMilliseconds).toISOString().slice(0, 10);

/** Transactions over time, in steps that a page has room for, days without any among them. */
export function activityOver(transactions: readonly PackageTransaction[]): Activity | undefined {
  const dates = transactions.map(({ date }) => date).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || !last) return undefined;
  const span = dayNumber(last) - dayNumber(first) + 1;
  const unit = span <= 100 ? 'day' : span <= 700 ? 'week' : 'month';
  const begin = { day: (date: string) => date, week: mondayOf, month: monthOf }[unit];
  const counts = new Map<string, number>();
  for (let day = dayNumber(first); day <= dayNumber(last); day += 1)
    counts.set(begin(dateOf(day)), 0);
  for (const date of dates) counts.set(begin(date), (counts.get(begin(date)) ?? 0) + 1);
  return { unit, stretches: [...counts].map(([from, count]) => ({ from, count })) };
}

/** Day 0 was a Thursday. */
const mondayOf = (date: string): string => {
  const day = dayNumber(date);
  return dateOf(day - ((day + 3) % 7));
};
const monthOf = (date: string): string => `${date.slice(0, 7)}-01`;

/** When on its local day a transaction happened: 23.5 at half past eleven at night. */
export const hourOf = ({ localTime }: PackageTransaction): number =>
  Number(localTime.slice(0, 2)) + Number(localTime.slice(3, 5)) / 60;

/** From 22:00 inclusive to 06:00 exclusive, local time. */
export const isAtNight = (transaction: PackageTransaction): boolean => {
  const hour = hourOf(transaction);
  return hour >= 22 || hour < 6;
};

/** A moment that systems write when they know the day only. */
export const isAtMidnight = ({ localTime }: PackageTransaction): boolean =>
  localTime.startsWith('00:00:00');

/** How far along the days of all transactions one happened, from 0 to 1. */
export function placeInTime(transactions: readonly PackageTransaction[]) {
  const days = transactions.map(({ date }) => dayNumber(date));
  const first = days.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = days.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return ({ date }: PackageTransaction): number =>
    (dayNumber(date) - first + 0.5) / (last - first + 1);
}

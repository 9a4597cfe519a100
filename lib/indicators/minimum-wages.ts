import type { Lists } from './rulebook.ts';

/**
 * Canadian minor units an hour as of a local ISO date; undefined for a province that is not known,
 * and before the first wage of the list.
 */
export type MinimumWages = (province: string | undefined, date: string) => number | undefined;

export function minimumWagesOf({ minimumWages }: Pick<Lists, 'minimumWages'>): MinimumWages {
  const newestFirst = [...minimumWages.wages].sort((a, b) => (a.from < b.from ? 1 : -1));
  const byProvince = Map.groupBy(newestFirst, ({ province }) => province);
  return (province, date) =>
    byProvince.get(province ?? '')?.find(({ from }) => from <= date)?.hourlyMinor;
}

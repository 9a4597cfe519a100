import type { Column, Group } from './column.ts';
import { parties } from './party-columns.ts';
import { account, batch, related, report } from './report-columns.ts';
import { transactions } from './transaction-columns.ts';

/*
 * The published column map of CSV batches: `docs/csv.md` lists it. A column may be added; none may
 * change its meaning or go while the profile keeps its name.
 */

/** The groups that make up a report, each after the one that it is within. */
export const reportGroups: readonly Group[] = [
  report,
  related,
  ...parties,
  account,
  ...transactions,
];

export const columnGroups: readonly Group[] = [batch, ...reportGroups];

export const columnsByName: ReadonlyMap<string, Column> = new Map(
  columnGroups.flatMap(({ columns }) => columns.map((column) => [column.name, column])),
);

export const requiredColumns: readonly string[] = [...columnsByName.values()]
  .filter(({ isRequired }) => isRequired)
  .map(({ name }) => name);

const groupsByName = new Map(reportGroups.map((group) => [group.name, group]));

/** Where a column's value stands in a report, "-" for any place in a list: "/parties/-/surname". */
export function pointerOfColumn({ group, path }: Column): string | undefined {
  if (!path) return undefined;
  return `${group === 'batch' ? '' : pointerOfGroup(group)}/${path.join('/')}`;
}

function pointerOfGroup(name: string): string {
  const { within, list } = groupsByName.get(name) ?? {};
  return within === undefined ? '' : `${pointerOfGroup(within)}/${list}/-`;
}

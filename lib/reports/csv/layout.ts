import type { Column, Group } from './column.ts';
import { reportGroups } from './column-map.ts';

type PlacedColumn = { index: number; column: Column };

/** A group as the columns of one batch hold it. */
export type Part = {
  group: Group;
  /** The index of the part that it is within; absent for the report itself. */
  within?: number;
  columns: readonly PlacedColumn[];
  /** The columns that tell its objects apart. */
  keys: readonly number[];
};

/** How the cells of a batch's rows are read. A part stands after the one that it is within. */
export type Layout = {
  columns: readonly Column[];
  reference: number;
  action: number;
  batch: readonly PlacedColumn[];
  parts: readonly Part[];
};

/** @param columns of the batch in its order, the required ones among them. */
export function layoutOf(columns: readonly Column[]): Layout {
  const placed = columns.map((column, index) => ({ column, index }));
  const ofGroup = (name: string) => placed.filter(({ column }) => column.group === name);
  const parts = reportGroups.map((group): Part => {
    const own = ofGroup(group.name);
    const within = reportGroups.findIndex(({ name }) => name === group.within);
    return {
      group,
      ...(within >= 0 && { within }),
      columns: own,
      keys: own.filter(({ column }) => column.isKey).map(({ index }) => index),
    };
  });
  const indexOf = (name: string) => columns.findIndex((column) => column.name === name);
  return {
    columns,
    reference: indexOf('reference'),
    action: indexOf('action'),
    batch: ofGroup('batch'),
    parts,
  };
}

import type { Column, Group } from '../../lib/reports/csv/column.ts';
import { columnGroups, requiredColumns } from '../../lib/reports/csv/column-map.ts';
import { batchHeader } from './reports.ts';

/*
 * Writes reports as CSV, as far as CSV can say them: the column map read the other way round.
 */

type JsonObject = Record<string, unknown>;
type Cells = ReadonlyMap<string, string>;

export type CsvStyle = {
  /** Several objects of a report in one row where nothing contradicts it. */
  isCompact?: boolean;
  /** What is told of the batch and the report stands in each row, as in joined tables. */
  isRepeated?: boolean;
  /** Every second party of a report in the columns of the counterparty. */
  hasCounterparties?: boolean;
  lineBreak?: '\n' | '\r\n';
  delimiter?: ',' | ';';
  isQuoted?: boolean;
};

export function csvBatch(
  reports: readonly object[],
  batchReference?: string,
  style: CsvStyle = {},
): string {
  const rows = reports.flatMap((report) => rowsOfReport(report as JsonObject, style));
  const batch = cellsOf(groupNamed('batch'), batchHeader(batchReference));
  const placed = rows.map((row, at) =>
    at === 0 || style.isRepeated ? new Map([...batch, ...row]) : row,
  );
  const used = new Set([...requiredColumns, ...placed.flatMap((row) => [...row.keys()])]);
  const names = columnGroups
    .flatMap(({ columns }) => columns.map(({ name }) => name))
    .filter((name) => used.has(name));
  return csvText([names, ...placed.map((row) => names.map((name) => row.get(name) ?? ''))], style);
}

export function csvText(
  rows: readonly (readonly string[])[],
  { lineBreak = '\r\n', delimiter = ',', isQuoted = false }: CsvStyle = {},
): string {
  const cell = (text: string) =>
    isQuoted || /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(cell).join(delimiter) + lineBreak).join('');
}

function rowsOfReport(report: JsonObject, style: CsvStyle): Cells[] {
  const [own = new Map(), ...others] = rowsOf(groupNamed('report'), report, new Map(), style);
  const kept = ['reference', 'action'].map((name) => [name, own.get(name) ?? ''] as const);
  const rows = [own, ...others.map((row) => new Map([...(style.isRepeated ? own : kept), ...row]))];
  return style.isCompact ? compacted(rows) : rows;
}

/** A row for the object itself, then those of what is within it, each naming those it is within. */
function rowsOf(group: Group, object: JsonObject, keys: Cells, style: CsvStyle): Cells[] {
  const own = cellsOf(group, object);
  const isKey = new Set(group.columns.filter((column) => column.isKey).map(({ name }) => name));
  const ownKeys = [...own].filter(([name]) => isKey.has(name));
  const named = new Map([...keys, ...ownKeys]);
  const within = columnGroups
    .filter((child) => child.within === group.name && child.name !== 'counterparty')
    .flatMap((child) =>
      elementsOf(object, child).flatMap((element, at) => {
        const isOther = child.name === 'party' && style.hasCounterparties && at % 2 === 1;
        return rowsOf(isOther ? groupNamed('counterparty') : child, element, named, style);
      }),
    );
  return [new Map([...keys, ...own]), ...within];
}

const elementsOf = (object: JsonObject, { list = '', columns }: Group): JsonObject[] => {
  const label = columns.find((column) => !column.path)?.name;
  const elements = (object[list] ?? []) as JsonObject[];
  return elements.map((element, at) => (label ? { ...element, [label]: String(at + 1) } : element));
};

const cellsOf = (group: Group, object: JsonObject): Map<string, string> =>
  new Map(
    group.columns.flatMap((column) => {
      const cell = cellOf(column, object);
      return cell === undefined ? [] : [[column.name, cell] as const];
    }),
  );

function cellOf({ name, path = [name] }: Column, object: JsonObject): string | undefined {
  const value = path.reduce<unknown>(
    (held, part) => (held as JsonObject | undefined)?.[part],
    object,
  );
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  return Array.isArray(value) ? value.join('|') : String(value);
}

/** Neighbours in one row, unless they speak of two objects of one group. */
function compacted(rows: readonly Cells[]): Cells[] {
  const merged: Cells[] = [];
  for (const row of rows) {
    const last = merged.at(-1);
    if (last && areTogether(last, row)) merged[merged.length - 1] = new Map([...last, ...row]);
    else merged.push(row);
  }
  return merged;
}

const areTogether = (one: Cells, other: Cells): boolean =>
  columnGroups.every(({ columns }) => {
    const names = columns.map(({ name }) => name);
    if (!names.some((name) => one.has(name)) || !names.some((name) => other.has(name))) return true;
    return columns.every(({ name, isKey }) =>
      isKey || (one.has(name) && other.has(name)) ? one.get(name) === other.get(name) : true,
    );
  });

function groupNamed(name: string): Group {
  const group = columnGroups.find((one) => one.name === name);
  if (!group) throw new RangeError(name);
  return group;
}

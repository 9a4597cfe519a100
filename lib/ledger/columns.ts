import * as z from 'zod';

/*
 * Rows of plain JSON laid out as columns: like stands beside like, which compresses far better than
 * rows do. Absent is null, so a row may hold no null. Pure and reversible.
 */

type Row = Record<string, unknown>;

export const columnsSchema = z.record(z.string(), z.array(z.unknown()));
export type Columns = z.infer<typeof columnsSchema>;

export function toColumns(rows: readonly Row[]): Columns {
  const columns: Columns = {};
  for (const [index, row] of rows.entries()) {
    for (const field in row) {
      const value = row[field];
      if (value === undefined) continue;
      columns[field] ??= new Array(rows.length).fill(null);
      columns[field][index] = value;
    }
  }
  return columns;
}

/** @param count the number of rows, for rows without any field leave no trace in the columns. */
export function toRows(columns: Columns, count: number): Row[] {
  const fields = Object.entries(columns);
  return Array.from({ length: count }, (_, index) => {
    const row: Row = {};
    for (const [field, column] of fields) {
      const value = column[index] ?? null;
      if (value !== null) row[field] = value;
    }
    return row;
  });
}

/** Each different value once, in the order of first use, and the place of each in that table. */
export class Dictionary {
  readonly values: unknown[] = [];
  private readonly places = new Map<string, number>();

  place(value: unknown): number {
    const name = JSON.stringify(value);
    const known = this.places.get(name) ?? this.values.push(value) - 1;
    this.places.set(name, known);
    return known;
  }
}

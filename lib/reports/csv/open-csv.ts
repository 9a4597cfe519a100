import { DomainError } from '../../errors.ts';
import type { OpenedBatch } from '../opened-batch.ts';
import { type Expected, readHeader } from '../read-header.ts';
import { columnsOfBatch } from './batch-columns.ts';
import { cellValue } from './cell-value.ts';
import { type BadRow, checkRows, type GoodRow } from './check-rows.ts';
import { type Layout, layoutOf } from './layout.ts';
import { readRecords } from './read-records.ts';
import { readRows } from './read-rows.ts';

/** When not one of so many first rows can be read, the whole cannot. */
const maxBadRows = 100;

/**
 * Opens a CSV batch. Its header is what the batch columns say in the first row that can be read.
 *
 * @throws DomainError malformed-body when there is no row to be read; invalid-batch-header, naming
 *   the columns; and as `readHeader`.
 */
export async function openCsv(
  chunks: AsyncIterable<Uint8Array>,
  expected: Expected,
): Promise<OpenedBatch> {
  const source = readRows(chunks);
  try {
    const { value: header } = await source.next();
    const layout = layoutOf(columnsOfBatch(header || undefined));
    const rows = checkRows(source, layout);
    const { seen, batch } = await readBatchCells(rows, layout);
    const values = layout.batch.flatMap(({ index, column: { path = [], type } }) => {
      const cell = batch.get(index) ?? '';
      return cell === '' ? [] : [[path[0], cellValue(cell, type)]];
    });
    return {
      header: readHeader(Object.fromEntries(values), expected, columnOf(layout)),
      records: readRecords(chained(seen, rows), layout, batch),
    };
  } catch (failure) {
    // Nobody will read on, so the connection behind the rows is let go.
    await source.return(undefined);
    throw failure;
  }
}

/** The batch cells of the first good row, and all rows that were read to get there. */
async function readBatchCells(rows: AsyncIterator<GoodRow | BadRow>, { batch }: Layout) {
  const seen: BadRow[] = [];
  while (seen.length < maxBadRows) {
    const { value: row, done } = await rows.next();
    if (done) break;
    if ('finding' in row) {
      seen.push(row);
      continue;
    }
    const cells = batch.map(({ index }) => [index, row.cells[index] ?? ''] as const);
    return { seen: [...seen, row], batch: new Map(cells) };
  }
  const [first] = seen;
  throw new DomainError('malformed-body', first ? unreadable(first) : 'no reports');
}

/** What is wrong with the first row, and nothing of what stands in it. */
function unreadable({ line, finding: { code, column } }: BadRow): string {
  const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return `no row can be read; ${place}: ${code}`;
}

/** A sender of CSV knows the header's fields by their columns. */
const columnOf = ({ batch }: Layout) => {
  const names = new Map(batch.map(({ column }) => [`/${column.path?.join('/')}`, column.name]));
  return (pointer: string): string => names.get(pointer) ?? pointer;
};

async function* chained<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}

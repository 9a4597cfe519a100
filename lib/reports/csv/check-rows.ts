import type { Finding } from '../findings.ts';
import type { Layout } from './layout.ts';
import type { Row } from './read-rows.ts';

/** A row that says of which report it is. */
export type GoodRow = { line: number; cells: readonly string[]; reference: string; action: string };

/**
 * A row that cannot be used. `hint` is what seems to be its reference; it may be anything, so it is
 * compared with others and never told.
 */
export type BadRow = { line: number; finding: Finding; hint?: string };

/** The rows behind the header row, without those that have nothing in any cell. */
export async function* checkRows(
  rows: AsyncIterable<Row>,
  layout: Layout,
): AsyncGenerator<GoodRow | BadRow> {
  for await (const row of rows) {
    if ('cells' in row && row.cells.every((cell) => cell === '')) continue;
    yield checkRow(row, layout);
  }
}

function checkRow(row: Row, layout: Layout): GoodRow | BadRow {
  const { line } = row;
  if ('fault' in row) {
    const { fault: code, sound } = row;
    return bad({ pointer: '', code, line }, sound?.[layout.reference]);
  }
  const { cells } = row;
  const reference = cells[layout.reference] ?? '';
  const withNul = cells.findIndex((cell) => cell.includes('\0'));
  if (withNul >= 0) {
    const place = { line, ...columnAt(withNul, layout) };
    return bad({ pointer: '', code: 'nul-character', ...place }, reference);
  }
  if (reference !== '') return { line, cells, reference, action: cells[layout.action] ?? '' };
  const place = { line, ...columnAt(layout.reference, layout) };
  return bad({ pointer: '/reference', code: 'field-missing', ...place });
}

const bad = (finding: Finding & { line: number }, hint?: string): BadRow => ({
  line: finding.line,
  finding,
  ...(hint !== undefined && { hint }),
});

function columnAt(index: number, { columns }: Layout) {
  const column = columns[index]?.name;
  return column === undefined ? {} : { column };
}

import type { RawRecord } from '../raw-record.ts';
import type { BadRow, GoodRow } from './check-rows.ts';
import type { Layout } from './layout.ts';
import {
  addDiffering,
  addFault,
  addRow,
  type Draft,
  goesOn,
  startDraft,
  toRecord,
} from './report-draft.ts';

/** So many rows that may belong to a report or not are held back at most. */
const maxDoubtful = 100;

/**
 * The records of a batch: rows next to each other with one reference are one report. A row that
 * cannot be used belongs to the report that it seems to name when its neighbour is of that report, or
 * to the one whose rows stand on both sides of it, and that report is refused: none counts without
 * one of its rows. Else it is a record of its own.
 *
 * @param batch what the first row said of the batch, by the index of the cell.
 */
export async function* readRecords(
  rows: AsyncIterable<GoodRow | BadRow>,
  layout: Layout,
  batch: ReadonlyMap<number, string>,
): AsyncGenerator<RawRecord> {
  let position = 0;
  let open: Draft | undefined;
  let doubtful: BadRow[] = [];

  function* close() {
    for (const draft of [...(open ? [open] : []), ...doubtful.map(alone)]) {
      yield toRecord(draft, position);
      position += 1;
    }
    open = undefined;
    doubtful = [];
  }

  for await (const row of rows) {
    let own = doubtful;
    if (open && goesOn(open, row)) doubtful = [];
    else if ('finding' in row) {
      doubtful.push(row);
      if (doubtful.length === maxDoubtful) yield* close();
      continue;
    } else {
      own = doubtful.filter(({ hint }) => hint === row.reference);
      doubtful = doubtful.filter(({ hint }) => hint !== row.reference);
      yield* close();
      open = startDraft({ reference: row.reference, line: (own[0] ?? row).line });
    }
    for (const bad of own) addFault(open, bad.finding);
    if ('finding' in row) addFault(open, row.finding);
    else {
      compareBatch(open, layout, { row, batch });
      addRow(open, layout, row);
    }
  }
  yield* close();
}

function alone({ line, finding }: BadRow): Draft {
  const draft = startDraft({ line });
  addFault(draft, finding);
  return draft;
}

/** A row may say again of which batch it is, but not of another. */
function compareBatch(
  draft: Draft,
  layout: Layout,
  { row, batch }: { row: GoodRow; batch: ReadonlyMap<number, string> },
): void {
  for (const { index, column } of layout.batch) {
    const cell = row.cells[index] ?? '';
    if (cell === '' || cell === batch.get(index)) continue;
    const place = { line: row.line, column: column.name };
    addDiffering(draft, { pointer: '', code: 'cell-differs', ...place });
  }
}

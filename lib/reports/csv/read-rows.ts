import { maxLineBytes, readLines } from '../read-lines.ts';
import { type LookAhead, lookAhead } from './look-ahead.ts';
import { parseRow } from './parse-row.ts';

/**
 * `line` is the row's first, from 1. Of a row that cannot be read, `sound` are the cells of that line
 * in front of its first quote; where a delimiter is not quoted as it should be, they are others than
 * they seem.
 */
export type Row =
  | { line: number; cells: string[] }
  | {
      line: number;
      fault: 'line-too-long' | 'not-utf-8' | 'not-csv' | 'wrong-cell-count';
      sound?: string[];
    };

/**
 * The rows of a CSV text that are not blank, each with as many cells as the first. A row goes on to
 * the next line while a quote is open, up to 1 MiB. One that cannot be read is its first line alone,
 * and reading goes on at the next: so a stray quote costs one row, and not all that follow.
 */
export async function* readRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  let isOpen = false;
  const source = readLines(chunks, () => isOpen);
  const lines = lookAhead(source);
  let format: Format | undefined;
  try {
    for (let first = await lines.at(0); first !== undefined; first = await lines.at(0)) {
      if (typeof first !== 'string') yield { line: lines.line(), fault: first.fault };
      if (typeof first !== 'string' || first.trim() === '') {
        lines.take(1);
        continue;
      }
      isOpen = hasOddQuotes(first);
      const text = isOpen ? await quotedText(lines, first) : { text: first, length: 1 };
      isOpen = false;
      format ??= { delimiter: delimiterOf(first) };
      const row = rowOf(text?.text, first, format);
      yield { line: lines.line(), ...row };
      if ('cells' in row) format.width ??= row.cells.length;
      lines.take('cells' in row ? (text?.length ?? 1) : 1);
    }
  } finally {
    await source.return(undefined);
  }
}

/** As the first row has it. */
type Format = { delimiter: string; width?: number };

function rowOf(text: string | undefined, first: string, { delimiter, width }: Format) {
  const cells = text === undefined ? undefined : parseRow(text, delimiter);
  if (cells && cells.length === (width ?? cells.length)) return { cells };
  const sound = (first.split('"', 1)[0] ?? '').split(delimiter).slice(0, -1);
  return { fault: cells ? ('wrong-cell-count' as const) : ('not-csv' as const), sound };
}

/** The lines up to the one that closes the quote; undefined when none does within 1 MiB. */
async function quotedText(lines: LookAhead, first: string) {
  const parts = [first];
  let size = first.length;
  for (;;) {
    const next = await lines.at(parts.length);
    if (typeof next !== 'string') return undefined;
    parts.push(next);
    size += next.length + 1;
    if (size > maxLineBytes) return undefined;
    if (hasOddQuotes(next)) return { text: parts.join('\n'), length: parts.length };
  }
}

/** A quote inside of a quoted cell is written twice, so an odd one opens or closes a cell. */
function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

/** No column's name holds either; spreadsheets set to French write semicolons. */
const delimiterOf = (header: string): string =>
  header.includes(',') || !header.includes(';') ? ',' : ';';

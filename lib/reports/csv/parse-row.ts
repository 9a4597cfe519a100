import { parse } from 'csv-parse/sync';

/**
 * The cells of one row as RFC 4180 writes them, or undefined when it is not written so.
 *
 * @param text without its line break; a quoted cell may hold further ones.
 */
export function parseRow(text: string, delimiter: string): string[] | undefined {
  const row = text.endsWith('\r') ? text.slice(0, -1) : text;
  // Most rows quote nothing: they are what stands between the delimiters.
  if (!row.includes('"')) return row.includes('\r') ? undefined : row.split(delimiter);
  try {
    const rows: string[][] = parse(row, {
      delimiter,
      relax_column_count: true,
      // A line break that is not quoted, a lone CR too, ends the row: then there are two.
      record_delimiter: ['\r\n', '\n', '\r'],
    });
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined;
  }
}

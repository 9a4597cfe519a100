/**
 * A field of CSV (RFC 4180), quoted, on one line, and never a formula: what a spreadsheet would run
 * gets an apostrophe in front.
 *
 * Spreadsheets look past blanks and invisible characters, and some take the wide and the raised
 * forms of a sign for the sign.
 */
export function cell(value: string | number | undefined): string {
  // A line break within quotes is allowed, but whoever reads line by line would see a row of its own.
  const text = String(value ?? '').replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, ' ');
  const runs = /^[\p{C}\p{Z}]*[=+\-@\u2212]/u.test(text.normalize('NFKC')) || text.startsWith('\t');
  return `"${(runs ? `'${text}` : text).replaceAll('"', '""')}"`;
}

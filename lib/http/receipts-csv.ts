import { cell } from '../csv-cell.ts';
import type { ReceiptView } from './receipt-view.ts';

const columns = [
  'record',
  'line',
  'reference',
  'verdict',
  'severity',
  'code',
  'pointer',
  'message_en',
  'message_fr',
  'column',
];

/**
 * Receipts as CSV (RFC 4180): a row for each finding, and one for a record without any.
 *
 * @param header whether to begin with the names of the columns, as the first page does.
 */
export function receiptsCsv(
  receipts: readonly ReceiptView[],
  { header = true }: { header?: boolean } = {},
): string {
  const rows = receipts.flatMap(({ record, line, reference, verdict, findings }) => {
    if (findings.length === 0) {
      return [[record, line, reference, verdict, '', '', '', '', '', '']];
    }
    return findings.map(({ severity, code, pointer, message, column, ...finding }) => [
      record,
      finding.line ?? line,
      reference,
      verdict,
      severity,
      code,
      pointer,
      message.en,
      message.fr,
      column,
    ]);
  });
  return [...(header ? [columns] : []), ...rows]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
}

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
];

/** Receipts as CSV (RFC 4180): a row for each finding, and one for a record without any. */
export function receiptsCsv(receipts: readonly ReceiptView[]): string {
  const rows = receipts.flatMap(({ record, line, reference, verdict, findings }) => {
    const about = [record, line, reference, verdict];
    if (findings.length === 0) return [[...about, '', '', '', '', '']];
    return findings.map(({ severity, code, pointer, message }) => [
      ...about,
      severity,
      code,
      pointer,
      message.en,
      message.fr,
    ]);
  });
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Quoted, and never a formula: spreadsheets run what opens with one of these characters. */
export function cell(value: string | number | undefined): string {
  const text = String(value ?? '');
  const inert = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}

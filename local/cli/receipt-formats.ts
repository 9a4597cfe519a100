import type { Receipt } from './receipts.ts';

export const receiptFormats = ['json', 'ndjson', 'csv'] as const;
export type ReceiptFormat = (typeof receiptFormats)[number];

/** Writes receipts down piece by piece, so that a long batch needs no memory. */
export async function* formatReceipts(
  format: ReceiptFormat,
  receipts: AsyncIterable<Receipt>,
): AsyncGenerator<string> {
  if (format === 'json') yield* asJson(receipts);
  else if (format === 'ndjson') yield* asLines(receipts);
  else yield* asCsv(receipts);
}

async function* asJson(receipts: AsyncIterable<Receipt>) {
  let separator = '[\n';
  for await (const receipt of receipts) {
    yield `${separator}${JSON.stringify(receipt)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

async function* asLines(receipts: AsyncIterable<Receipt>) {
  for await (const receipt of receipts) yield `${JSON.stringify(receipt)}\n`;
}

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

/** The columns of the API's own CSV: a row for each finding, and one for a record without any. */
async function* asCsv(receipts: AsyncIterable<Receipt>) {
  yield row(columns);
  for await (const { record, line, reference, verdict, findings } of receipts) {
    const about = [record, line, reference, verdict];
    if (findings.length === 0) yield row([...about, '', '', '', '', '']);
    for (const { severity, code, pointer, message } of findings) {
      yield row([...about, severity, code, pointer, message.en, message.fr]);
    }
  }
}

type Cell = string | number | undefined;
const row = (cells: Cell[]): string => `${cells.map(cell).join(',')}\r\n`;

/** RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: Cell): string {
  const text = String(value ?? '');
  const inert = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}

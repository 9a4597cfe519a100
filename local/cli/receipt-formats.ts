import { cell } from '../../lib/csv-cell.ts';
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
  'column',
];

const noFinding = ['', '', '', '', '', ''];

/** The columns of the API's own CSV: a row for each finding, and one for a record without any. */
async function* asCsv(receipts: AsyncIterable<Receipt>) {
  yield row(columns);
  for await (const { record, line, reference, verdict, findings } of receipts) {
    if (findings.length === 0) yield row([record, line, reference, verdict, ...noFinding]);
    for (const finding of findings) {
      const { severity, code, pointer, message, column } = finding;
      const about = [record, finding.line ?? line, reference, verdict];
      yield row([...about, severity, code, pointer, message.en, message.fr, column]);
    }
  }
}

const row = (cells: (string | number | undefined)[]): string => `${cells.map(cell).join(',')}\r\n`;

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ReceiptPlace } from '../reports/read-receipts.ts';
import type { Receipt } from '../reports/receipts.ts';
import type { ReceiptFormat } from './batch-requests.ts';
import { encodeCursor } from './cursor.ts';
import { type ReceiptView, receiptView } from './receipt-view.ts';
import { receiptsCsv } from './receipts-csv.ts';

const mediaTypes: Record<ReceiptFormat, string> = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
};

/**
 * A page of receipts in the format asked for, which browsers offer to save; `Link` leads to the next
 * page in the same format. Pages of NDJSON or CSV make one file when put one after the other.
 */
export function receiptsResponse(
  page: { receipts: Receipt[]; next?: ReceiptPlace },
  asked: {
    batchId: string;
    limit: number;
    format?: ReceiptFormat | undefined;
    accept?: string | undefined;
    /** Whether CSV begins with the names of its columns. */
    header: boolean;
  },
): APIGatewayProxyStructuredResultV2 {
  const { batchId, limit, header, format = preferred(asked.accept) } = asked;
  const cursor = page.next && encodeCursor(page.next);
  const next = `/v1/batches/${batchId}/receipts?cursor=${cursor}&limit=${limit}&format=${format}`;
  return {
    statusCode: 200,
    headers: {
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="receipts-${batchId}.${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(cursor && { link: `<${next}>; rel="next"` }),
    },
    body: written(format, page.receipts.map(receiptView), { header, next: cursor }),
  };
}

function written(
  format: ReceiptFormat,
  receipts: ReceiptView[],
  { header, next }: { header: boolean; next: string | undefined },
): string {
  if (format === 'csv') return receiptsCsv(receipts, { header });
  if (format === 'ndjson') return receipts.map((one) => `${JSON.stringify(one)}\n`).join('');
  return JSON.stringify({ receipts, ...(next && { next }) });
}

/** The first format that an Accept header names; JSON when it names none of them. */
function preferred(accept = ''): ReceiptFormat {
  const named = accept.split(',').map((range) => range.split(';')[0]?.trim().toLowerCase());
  const formats = {
    'application/json': 'json',
    'application/x-ndjson': 'ndjson',
    'text/csv': 'csv',
  };
  const known = named.find(
    (range): range is keyof typeof formats => range !== undefined && range in formats,
  );
  return known ? (formats[known] as ReceiptFormat) : 'json';
}

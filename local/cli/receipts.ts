import type { Api } from './api.ts';
import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';

type Finding = {
  severity: string;
  code: string;
  /** A JSON pointer into the report. */
  pointer: string;
  /** Of a CSV batch: the row and the column. */
  line?: number;
  column?: string;
  message: { en: string; fr: string };
};

/** What became of one record, as the API tells it. */
export type Receipt = {
  record: number;
  line?: number;
  reference?: string;
  verdict: string;
  findings: Finding[];
};

type Page = { receipts?: unknown; next?: unknown };

const pageLimit = 1000;

/** All receipts of a batch, in the order of its records, page by page. */
export async function* readReceipts(api: Api, batchId: string): AsyncGenerator<Receipt> {
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(pageLimit), ...(cursor && { cursor }) });
    const path = `v1/batches/${encodeURIComponent(batchId)}/receipts?${query}`;
    const { receipts, next } = ((await api.get(path)) ?? {}) as Page;
    if (!Array.isArray(receipts)) {
      throw new Failure(exitCodes.refused, 'The API did not answer with receipts');
    }
    yield* receipts as Receipt[];
    cursor = typeof next === 'string' ? next : undefined;
  } while (cursor !== undefined);
}

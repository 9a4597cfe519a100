import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { DomainError } from '../../lib/errors.ts';
import type { BatchForm } from '../../lib/reports/batch.ts';
import { type ContentEncoding, decompress } from '../../lib/reports/decompress.ts';
import { examineRecord } from '../../lib/reports/examine-record.ts';
import { openBatch } from '../../lib/reports/read-batch.ts';
import { receiptOf } from '../../lib/reports/receipt-of.ts';
import type { Receipt } from '../../lib/reports/receipts.ts';
import { acceptedBatch } from './accepted-batch.ts';
import { entity } from './reports.ts';

/** What is said of some bytes: why they are turned away whole, or a receipt for each record. */
export type Said =
  | { problem: string; detail: string }
  | { receipts: Receipt[]; digests: Array<string | undefined> };

export type Sent = {
  form: BatchForm;
  encoding?: ContentEncoding;
  /** The lengths of the pieces in which they arrive, over and over. */
  pieces?: readonly number[];
  maxBytes?: number;
};

const gibibyte = 1024 ** 3;

/** Reads bytes as the intake does, up to where a record would be looked up in the register. */
export async function saidOf(content: string | Uint8Array, sent: Sent): Promise<Said> {
  const { form, encoding = 'identity', pieces = [65_536], maxBytes = gibibyte } = sent;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const batch = acceptedBatch({ form, encoding });
  const receipts: Receipt[] = [];
  const digests: Array<string | undefined> = [];
  try {
    const chunks = decompress(inPieces(bytes, pieces), encoding, maxBytes);
    const { records } = await openBatch(form, chunks, { entity });
    for await (const record of records) {
      const examined = examineRecord(record, batch);
      receipts.push(receiptOf(examined, examined.valid ? 'accepted' : undefined));
      digests.push(examined.valid?.version.digest);
    }
    if (receipts.length === 0) throw new DomainError('malformed-body', 'no reports');
  } catch (failure) {
    if (!(failure instanceof DomainError)) throw failure;
    const detail = failure.message.slice(failure.code.length + 2);
    return { problem: failure.code, detail };
  }
  return { receipts, digests };
}

export const pack: Record<ContentEncoding, (content: string | Uint8Array) => Uint8Array> = {
  identity: (content) => Buffer.from(content),
  gzip: (content) => gzipSync(content),
  // With its checksum, as the command of that name writes it.
  zstd: (content) =>
    zstdCompressSync(Buffer.from(content), { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
};

/** Receipts without what depends on the form: the line and the column. */
export function withoutPlaces(said: Said): Said {
  if ('problem' in said) return said;
  return {
    ...said,
    receipts: said.receipts.map(({ line: _, ...receipt }) => ({
      ...receipt,
      findings: receipt.findings.map(({ pointer, code }) => ({ pointer, code })),
    })),
  };
}

async function* inPieces(bytes: Uint8Array, pieces: readonly number[]) {
  let start = 0;
  for (let at = 0; start < bytes.length; at += 1) {
    const end = start + (pieces[at % pieces.length] ?? 1);
    yield bytes.subarray(start, end);
    start = end;
  }
}

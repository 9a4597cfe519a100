import * as z from 'zod';
import type { BatchId, EntityNumber } from '../identifiers.ts';
import { verdicts } from './batch.ts';
import { findingSchema } from './findings.ts';

/** At most so many findings are told for one record; the first are the ones to mend first. */
export const maxFindings = 25;

/** What became of one record. It tells nothing of what was found about anybody. */
export const receiptSchema = z.strictObject({
  /** The record's place in the batch, from 1. */
  record: z.int().min(1),
  /** The line of an NDJSON batch, from 1. */
  line: z.int().min(1).optional(),
  /** The sender's own reference, when it could be read. */
  reference: z.string().optional(),
  verdict: z.enum(verdicts),
  findings: z.array(findingSchema).max(maxFindings),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** A block of receipts starts at record `first`, counted from 0. */
export type ReceiptBlock = { entity: EntityNumber; batchId: BatchId; first: number };

/** The port to receipts. */
export type Receipts = {
  /**
   * Keeps the receipts of a block. The first verdict stands.
   *
   * @returns the receipts that stand: these, or those kept by an earlier try.
   */
  keep(block: ReceiptBlock, receipts: readonly Receipt[]): Promise<Receipt[]>;
  /** Empty when no block starts there. */
  read(block: ReceiptBlock): Promise<Receipt[]>;
};

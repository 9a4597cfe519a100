import { DomainError } from '../errors.ts';
import type { Batches, BatchRef } from './batches.ts';
import type { Receipt, Receipts } from './receipts.ts';

export type Ports = { batches: Pick<Batches, 'get'>; receipts: Pick<Receipts, 'read'> };

/** The receipt at `skip` of the block that starts at record `first`. */
export type ReceiptPlace = { first: number; skip: number };

/**
 * A page of a batch's receipts, in the order of its records. Blocks follow each other without gaps,
 * so a place and the number of receipts so far are all that is needed to find the next.
 *
 * @throws DomainError batch-not-found, also for a batch of somebody else; page-not-found.
 */
export async function readReceipts(
  { batches, receipts }: Ports,
  { ref, from, limit }: { ref: BatchRef; from: ReceiptPlace; limit: number },
): Promise<{ receipts: Receipt[]; next?: ReceiptPlace }> {
  const batch = await batches.get(ref);
  if (!batch) throw new DomainError('batch-not-found', ref.batchId);
  const page: Receipt[] = [];
  let { first, skip } = from;
  while (page.length < limit && first < batch.done) {
    const block = await receipts.read({ ...ref, first });
    // Only a place that nobody was given leads here.
    if (block.length === 0) throw new DomainError('page-not-found', 'cursor');
    const taken = block.slice(skip, skip + limit - page.length);
    page.push(...taken);
    skip += taken.length;
    if (skip < block.length) break;
    first += block.length;
    skip = 0;
  }
  return { receipts: page, ...(first < batch.done && { next: { first, skip } }) };
}

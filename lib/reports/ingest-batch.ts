import { DomainError, StaleWrite } from '../errors.ts';
import { type Ports as AcceptPorts, acceptUpload, maxContentBytes } from './accept-upload.ts';
import { type AcceptedBatch, addToCounts, isAccepted } from './batch.ts';
import type { Batches, BatchRef } from './batches.ts';
import { blocksOf } from './blocks.ts';
import { decompress } from './decompress.ts';
import { type Ports as BlockPorts, ingestBlock } from './ingest-block.ts';
import { openBatch } from './read-batch.ts';

export type Ports = Omit<AcceptPorts, 'batches'> &
  Omit<BlockPorts, 'inbox'> & {
    batches: Batches;
    inbox: AcceptPorts['inbox'] & BlockPorts['inbox'];
    /** Has a batch taken up again where it stands, by a message of its own. */
    intake: { takeUpAgain(ref: BatchRef): Promise<void> };
  };

/**
 * Takes the records of a batch into the ledgers, from where an earlier try has stopped to the end,
 * or until `hasTime` says no: the rest is then left to a further message.
 *
 * Any number of tries, also at the same time, have the effect of one.
 *
 * @throws DomainError batch-not-found.
 */
export async function ingestBatch(
  ports: Ports,
  { ref, hasTime }: { ref: BatchRef; hasTime: () => boolean },
): Promise<void> {
  const found = await ports.batches.get(ref);
  if (!found) throw new DomainError('batch-not-found', ref.batchId);
  const batch = found.status === 'awaiting-upload' ? await acceptUpload(ports, found) : found;
  if (!isAccepted(batch)) return;
  const end = await ingestRecords(ports, batch, hasTime);
  if (end === 'unfinished') await ports.intake.takeUpAgain(ref);
}

/** `overtaken`: another try, which has its own message, stands further on. */
async function ingestRecords(
  ports: Ports,
  accepted: AcceptedBatch,
  hasTime: () => boolean,
): Promise<'finished' | 'unfinished' | 'overtaken'> {
  let batch = accepted;
  const { form, encoding, source, entity } = batch;
  const content = decompress(await ports.inbox.read(source), encoding, maxContentBytes);
  const { records } = await openBatch(form, content, { entity });
  for await (const block of blocksOf(records, batch.done)) {
    if (!hasTime()) return 'unfinished';
    const receipts = await ingestBlock(ports, batch, block);
    const given = receipts.map(({ verdict }) => verdict);
    const done = batch.done + receipts.length;
    const counts = addToCounts(batch.counts, given);
    try {
      batch = await ports.batches.advance(batch, { done, counts });
    } catch (cause) {
      if (!(cause instanceof StaleWrite)) throw cause;
      return 'overtaken';
    }
    // An earlier try cut its block elsewhere: only a fresh start cuts where it went on.
    if (receipts.length !== block.length) return 'unfinished';
  }
  return 'finished';
}

import { DomainError } from '../errors.ts';
import type { EntityNumber, LedgerKey } from '../identifiers.ts';
import { type Ports as AcceptPorts, acceptUpload, maxContentBytes } from './accept-upload.ts';
import { type AcceptedBatch, addToCounts, isAccepted } from './batch.ts';
import type { Batches, BatchRef } from './batches.ts';
import { blocksOf } from './blocks.ts';
import { decompress } from './decompress.ts';
import { type Ports as BlockPorts, ingestBlock } from './ingest-block.ts';
import { openBatch } from './read-batch.ts';
import { verified } from './slice-digests.ts';

export type Ports = Omit<AcceptPorts, 'batches'> &
  Omit<BlockPorts, 'inbox' | 'evaluations'> & {
    batches: Batches;
    inbox: AcceptPorts['inbox'] & BlockPorts['inbox'];
    /** Asks for these ledgers to be looked at again, on behalf of whose reports changed them. */
    evaluations: { request(keys: readonly LedgerKey[], onBehalfOf: EntityNumber): Promise<void> };
    now: () => string;
    /** Has a batch taken up again where it stands, by a message of its own. */
    intake: { takeUpAgain(ref: BatchRef): Promise<void> };
  };

export type Try = {
  ref: BatchRef;
  /** Whether a further block may be begun. */
  hasTime: () => boolean;
  /** Its message will not come again. */
  lastTry?: boolean;
  /** At most so many records are worked on as a whole; tests need fewer than usual. */
  recordsPerBlock?: number | undefined;
};

/**
 * Takes the records of a batch into the ledgers, from where an earlier try has stopped to the end,
 * or until `hasTime` says no: the rest is then left to a further message.
 *
 * On the last try that its message has the batch is marked as stalled until the try has succeeded:
 * whatever ends it, also a crash, the mark is there.
 *
 * Any number of tries, also at the same time, have the effect of one.
 *
 * @throws DomainError batch-not-found. StaleWrite when another try has got further: its message may be
 *   the same as this one's, which must therefore stay until that try has ended.
 */
export async function ingestBatch(
  ports: Ports,
  { ref, hasTime, lastTry = false, recordsPerBlock }: Try,
): Promise<void> {
  if (lastTry) await ports.batches.stall(ref, ports.now());
  const found = await ports.batches.get(ref);
  if (!found) throw new DomainError('batch-not-found', ref.batchId);
  const batch = found.status === 'awaiting-upload' ? await acceptUpload(ports, found) : found;
  if (!isAccepted(batch)) return;
  const end = await ingestRecords(ports, batch, { hasTime, recordsPerBlock });
  if (end === 'unfinished') await ports.intake.takeUpAgain(ref);
  if (found.stalledAt !== undefined) await ports.batches.resume(ref);
}

async function ingestRecords(
  ports: Ports,
  accepted: AcceptedBatch,
  { hasTime, recordsPerBlock }: Pick<Try, 'hasTime' | 'recordsPerBlock'>,
): Promise<'finished' | 'unfinished'> {
  let batch = accepted;
  const { form, encoding, source, entity } = batch;
  const content = decompress(
    verified(await ports.inbox.read(source), batch),
    encoding,
    maxContentBytes,
  );
  const { records } = await openBatch(form, content, { entity });
  const evaluations = {
    request: (keys: readonly LedgerKey[]) => ports.evaluations.request(keys, entity),
  };
  for await (const block of blocksOf(records, accepted, recordsPerBlock)) {
    if (!hasTime()) return 'unfinished';
    const { receipts, batch: standing } = await ingestBlock(
      { ...ports, evaluations },
      batch,
      block,
    );
    const given = receipts.map(({ verdict }) => verdict);
    const done = batch.done + receipts.length;
    const counts = addToCounts(batch.counts, given);
    batch = await ports.batches.advance(standing, { done, counts });
    // An earlier try cut its block elsewhere: only a fresh start cuts where it went on.
    if (receipts.length !== block.length) return 'unfinished';
  }
  return 'finished';
}

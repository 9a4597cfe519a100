import type { AcceptedBatch } from './batch.ts';
import { type Examined, examineRecord } from './examine-record.ts';
import type { RawRecord } from './read-batch.ts';

/** Subjects that many records of a block speak of are read and written once: long blocks cost less. */
const maxRecords = 10_000;
/** Characters of text; keeps a block of long records in memory's bounds. */
const maxCharacters = 16 * 1024 * 1024;

/**
 * The records that have no receipts yet, examined, in blocks that are worked on as a whole. Each is
 * examined as soon as it is read, so that what it was read from need not be held until its block is
 * complete, and a block is emptied when the next one is asked for. Where blocks end depends on the
 * records alone, so a second run that starts at the same record sees the same ones.
 */
export async function* blocksOf(
  records: AsyncIterable<RawRecord>,
  batch: AcceptedBatch,
  most = maxRecords,
): AsyncGenerator<Examined[]> {
  let block: Examined[] = [];
  let characters = 0;
  for await (const record of records) {
    if (record.position < batch.done) continue;
    const examined = examineRecord(record, batch);
    block.push(examined);
    characters += lengthOf(record, examined);
    if (block.length < most && characters < maxCharacters) continue;
    yield block;
    // Whoever asks for the next block still has this one in a variable, while the next is read.
    block.length = 0;
    block = [];
    characters = 0;
  }
  if (block.length > 0) yield block;
}

const lengthOf = ({ content }: RawRecord, { valid }: Examined): number =>
  'text' in content ? content.text.length : (valid?.text.length ?? 0);

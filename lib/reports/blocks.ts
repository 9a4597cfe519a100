import type { RawRecord } from './read-batch.ts';

/** Subjects that many records of a block speak of are read and written once: long blocks cost less. */
const maxRecords = 10_000;
/** Characters of text; keeps a block of long lines in memory's bounds. */
const maxCharacters = 16 * 1024 * 1024;

/**
 * The records from the one at `from` on, in blocks that are worked on as a whole. Where blocks end
 * depends on the records alone, so a second run that starts at the same record sees the same ones.
 */
export async function* blocksOf(
  records: AsyncIterable<RawRecord>,
  from: number,
  most = maxRecords,
): AsyncGenerator<RawRecord[]> {
  let block: RawRecord[] = [];
  let characters = 0;
  for await (const record of records) {
    if (record.position < from) continue;
    block.push(record);
    characters += 'text' in record.content ? record.content.text.length : 0;
    if (block.length < most && characters < maxCharacters) continue;
    yield block;
    block = [];
    characters = 0;
  }
  if (block.length > 0) yield block;
}

import type { RawRecord } from './read-batch.ts';

const maxRecords = 200;
/** Characters of text; keeps a block of long lines in memory's bounds. */
const maxCharacters = 4 * 1024 * 1024;

/**
 * The records from the one at `from` on, in blocks that are worked on as a whole. Where blocks end
 * depends on the records alone, so a second run that starts at the same record sees the same ones.
 */
export async function* blocksOf(
  records: AsyncIterable<RawRecord>,
  from: number,
): AsyncGenerator<RawRecord[]> {
  let block: RawRecord[] = [];
  let characters = 0;
  for await (const record of records) {
    if (record.position < from) continue;
    block.push(record);
    characters += 'text' in record.content ? record.content.text.length : 0;
    if (block.length < maxRecords && characters < maxCharacters) continue;
    yield block;
    block = [];
    characters = 0;
  }
  if (block.length > 0) yield block;
}

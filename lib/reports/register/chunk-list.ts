import type { ChunkEntry } from './chunk.ts';

/*
 * The sealed chunks of a shelf, as the head lists them: of each its name (16 bytes), level (1),
 * records (4) and the length of its directory (4), numbers with the highest byte first.
 */

const bytesOfName = 16;
const bytesOfEntry = bytesOfName + 9;

export function encodeChunkList(chunks: readonly ChunkEntry[]): Uint8Array {
  const bytes = Buffer.alloc(chunks.length * bytesOfEntry);
  let at = 0;
  for (const { name, level, records, directory } of chunks) {
    at += bytes.write(name, at, 'hex');
    at = bytes.writeUInt8(level, at);
    at = bytes.writeUInt32BE(records, at);
    at = bytes.writeUInt32BE(directory, at);
  }
  return bytes;
}

export function decodeChunkList(list: Uint8Array): ChunkEntry[] {
  const bytes = Buffer.from(list);
  return Array.from({ length: bytes.length / bytesOfEntry }, (_, index) => {
    const at = index * bytesOfEntry;
    const numbers = at + bytesOfName;
    return {
      name: bytes.toString('hex', at, numbers),
      level: bytes.readUInt8(numbers),
      records: bytes.readUInt32BE(numbers + 1),
      directory: bytes.readUInt32BE(numbers + 5),
    };
  });
}

/**
 * The chunks to merge next, oldest first: those of the lowest level that is full, as many as make no
 * larger chunk than is allowed. What is too large to be merged with another stays for ever.
 */
export function chunksToMerge(
  chunks: readonly ChunkEntry[],
  { chunksPerLevel, mostRecords }: { chunksPerLevel: number; mostRecords: number },
): ChunkEntry[] {
  const levels = [...new Set(chunks.map(({ level }) => level))].sort((a, b) => a - b);
  for (const level of levels) {
    const mergeable = chunks.filter(
      (chunk) => chunk.level === level && chunk.records <= mostRecords / 2,
    );
    if (mergeable.length < chunksPerLevel) continue;
    let records = 0;
    return mergeable.slice(0, chunksPerLevel).filter((chunk) => {
      records += chunk.records;
      return records <= mostRecords;
    });
  }
  return [];
}

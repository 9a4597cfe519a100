import { createReadStream, openAsBlob } from 'node:fs';
import { createInterface } from 'node:readline';
import { zstdDecompressSync } from 'node:zlib';
import { packed } from '../../local/cli/packing.ts';
import { median } from '../rounds.ts';

const rounds = 3;

/** Median milliseconds of processor time of this thread: others may have the processor in between. */
const medianOf = (run: () => void) =>
  median(
    Array.from({ length: rounds }, () => {
      const before = process.threadCpuUsage();
      run();
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1000;
    }),
  );

/** Median milliseconds of `JSON.parse` of every line of the file, which is in memory by then. */
export async function parseMs(path: string): Promise<number> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) lines.push(line);
  return medianOf(() => {
    for (const line of lines) JSON.parse(line);
  });
}

/** Median milliseconds of unpacking the file once; threads of Node's own do it for functions. */
export async function unpackMs(path: string): Promise<number> {
  const pieces: Uint8Array[] = [];
  for await (const piece of packed(await openAsBlob(path))) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  return medianOf(() => void zstdDecompressSync(bytes));
}

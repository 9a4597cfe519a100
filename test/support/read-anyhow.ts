import { brotliDecompressSync } from 'node:zlib';
import { decodeContributions } from '../../lib/ledger/encoding.ts';
import { decompress } from '../../lib/reports/decompress.ts';

/** Whatever can be read of some bytes, packed in any way that we pack. */
export async function readAnyhow(bytes: Uint8Array): Promise<string> {
  const read = [Buffer.from(bytes).toString('utf8')];
  for (const encoding of ['gzip', 'zstd'] as const) {
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of decompress(inOnePiece(bytes), encoding, 2 ** 30)) {
        pieces.push(piece);
      }
      read.push(Buffer.concat(pieces).toString('utf8'));
    } catch {
      // Then it is not packed so.
    }
  }
  for (const attempt of [
    () => brotliDecompressSync(bytes).toString('utf8'),
    () => JSON.stringify(decodeContributions(bytes)),
  ]) {
    try {
      read.push(attempt());
    } catch {
      // Then it is not packed so.
    }
  }
  return read.join('\n');
}

async function* inOnePiece(bytes: Uint8Array) {
  yield bytes;
}

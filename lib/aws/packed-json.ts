import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** DynamoDB takes 400 KB in one item; this leaves room for the keys. */
const maxBytes = 390_000;

/**
 * JSON as an item holds it where names repeat themselves over and over: compressed.
 *
 * @param what names the value in the error.
 * @throws RangeError when it does not fit into one item.
 */
export function packJson(value: unknown, what: string): Uint8Array {
  const packed = brotliCompressSync(JSON.stringify(value), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  });
  if (packed.length > maxBytes) throw new RangeError(`${what}: ${packed.length} bytes`);
  return packed;
}

export const unpackJson = (packed: Uint8Array): unknown =>
  JSON.parse(brotliDecompressSync(packed).toString('utf-8'));

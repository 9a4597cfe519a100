import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Text as an object holds it: packed, with a checksum, so that damage is an error and never a text. */
export const packText = (text: string): Uint8Array =>
  zstdCompressSync(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });

/** @throws Error when the bytes are not what `packText` made. */
export const unpackText = (packed: Uint8Array): string =>
  zstdDecompressSync(packed).toString('utf8');

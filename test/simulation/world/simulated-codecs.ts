import * as zlib from 'node:zlib';

/*
 * Stands in for `node:zlib` below `lib/` while histories run: packing takes a good part of a history
 * and decides nothing in it. What is packed here is the content with the name of its codec and, where
 * the codec has one, a checksum, so that damage and a mistaken codec are still told. Some histories use
 * the real codecs.
 */

export * from 'node:zlib';

let isReal = true;

/** Whether what is packed and unpacked from now on is so in earnest: one history at a time. */
export function packInEarnest(yes: boolean): void {
  isReal = yes;
}

type Codec = (content: string | Uint8Array, ...settings: never[]) => Buffer;

const headBytes = 5;

const packs =
  (codec: number, inEarnest: Codec): Codec =>
  (content, ...settings) => {
    if (isReal) return inEarnest(content, ...settings);
    const bytes = Buffer.from(content as string);
    const packed = Buffer.allocUnsafe(headBytes + bytes.length);
    packed.writeUInt8(codec, 0);
    packed.writeUInt32BE(zlib.crc32(bytes), 1);
    bytes.copy(packed, headBytes);
    return packed;
  };

const unpacks =
  (codec: number, inEarnest: Codec): Codec =>
  (content, ...settings) => {
    if (isReal) return inEarnest(content, ...settings);
    const packed = Buffer.from(content as Uint8Array);
    const bytes = packed.subarray(headBytes);
    const isWhole = packed.length >= headBytes && packed.readUInt32BE(1) === zlib.crc32(bytes);
    if (packed[0] === codec && isWhole) return bytes;
    throw Object.assign(new Error('incorrect data check'), { code: 'Z_DATA_ERROR' });
  };

/** A codec without a checksum: whoever uses it checks by himself. */
const packsRaw =
  (codec: number, inEarnest: Codec): Codec =>
  (content, ...settings) =>
    isReal
      ? inEarnest(content, ...settings)
      : Buffer.concat([Buffer.from([codec]), Buffer.from(content as string)]);

const unpacksRaw =
  (codec: number, inEarnest: Codec): Codec =>
  (content, ...settings) => {
    if (isReal) return inEarnest(content, ...settings);
    const packed = Buffer.from(content as Uint8Array);
    if (packed[0] === codec) return packed.subarray(1);
    throw Object.assign(new Error('invalid block type'), { code: 'Z_DATA_ERROR' });
  };

const [deflate, brotli, zstd, raw] = [1, 2, 3, 4];
export const deflateRawSync = packsRaw(raw, zlib.deflateRawSync as Codec);
export const inflateRawSync = unpacksRaw(raw, zlib.inflateRawSync as Codec);
export const deflateSync = packs(deflate, zlib.deflateSync as Codec);
export const inflateSync = unpacks(deflate, zlib.inflateSync as Codec);
export const brotliCompressSync = packs(brotli, zlib.brotliCompressSync as Codec);
export const brotliDecompressSync = unpacks(brotli, zlib.brotliDecompressSync as Codec);
export const zstdCompressSync = packs(zstd, zlib.zstdCompressSync as Codec);
export const zstdDecompressSync = unpacks(zstd, zlib.zstdDecompressSync as Codec);

import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notImplemented } from './error.ts';

export type RunningChecksum = {
  update: (bytes: Buffer) => void;
  /** Base64, as S3 writes it. */
  digest: () => string;
};

/** @param algorithm as in a header's name: x-amz-checksum-<algorithm>. */
export function startChecksum(algorithm: string): RunningChecksum {
  switch (algorithm) {
    case 'crc32':
      return running32(crc32);
    case 'crc32c':
      return running32(crc32c);
    case 'sha1':
    case 'sha256':
      return runningHash(createHash(algorithm));
    default:
      throw notImplemented(`the checksum ${algorithm}`);
  }
}

function running32(next: (bytes: Buffer, so: number) => number): RunningChecksum {
  let value = 0;
  return {
    update: (bytes) => {
      value = next(bytes, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}

function runningHash(hash: Hash): RunningChecksum {
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('base64') };
}

const castagnoli = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0x82f63b78 : 0);
  return value;
});

function crc32c(bytes: Buffer, so: number): number {
  let value = ~so;
  for (const byte of bytes) value = (value >>> 8) ^ (castagnoli[(value ^ byte) & 0xff] ?? 0);
  return ~value >>> 0;
}

import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decompress } from './decompress.ts';

const content = Buffer.from(Array.from({ length: 20_000 }, (_, at) => `line ${at}`).join('\n'));

async function* pieces(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += 1000)
    yield bytes.subarray(start, start + 1000);
}

async function read(bytes: Uint8Array, encoding: 'gzip' | 'zstd', maxBytes = 10_000_000) {
  const chunks = [];
  for await (const chunk of decompress(pieces(bytes), encoding, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.each([
  ['gzip' as const, gzipSync(content)],
  ['zstd' as const, zstdCompressSync(content)],
])('given %s', (encoding, whole) => {
  const malformed = expect.objectContaining({ code: 'malformed-body' });

  test('when it is whole, then the content comes out', async () => {
    expect(content.equals(await read(whole, encoding))).toBe(true);
  });

  test.each([0, 1, 2])('when %s parts of three arrive, then that is an error', async (parts) => {
    const cut = whole.subarray(0, Math.floor((whole.length * parts) / 3));
    await expect(read(cut, encoding)).rejects.toEqual(malformed);
  });

  test('when only the last byte is missing, then that is an error', async () => {
    await expect(read(whole.subarray(0, -1), encoding)).rejects.toEqual(malformed);
  });

  test('when something follows, then nothing of it is lost in silence', async () => {
    const twice = Buffer.concat([whole, whole]);
    const outcome = await read(twice, encoding).catch((error: unknown) => error);
    if (outcome instanceof Buffer) expect(outcome.length).toBe(2 * content.length);
    else expect(outcome).toEqual(malformed);
  });

  test('when it unfolds beyond what is allowed, then it is not read on', async () => {
    const tooLarge = expect.objectContaining({
      code: 'body-too-large',
      message: 'body-too-large: more than 1000 bytes',
    });
    await expect(read(whole, encoding, 1000)).rejects.toEqual(tooLarge);
  });
});

test('given a source that breaks off, then its own error comes out', async () => {
  async function* broken() {
    yield gzipSync(content).subarray(0, 100);
    throw new Error('connection lost');
  }
  const all = async () => {
    for await (const _chunk of decompress(broken(), 'gzip', 1_000_000));
  };
  await expect(all()).rejects.toThrow('connection lost');
});

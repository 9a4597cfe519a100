import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { BatchFile } from './batch-file.ts';
import { inFewestRequests } from './sending.ts';

const mebibyte = 1024 ** 2;
const silent = { begin: () => ({ show() {}, end() {} }) };
const fileOf = (content: Blob, more: Partial<BatchFile> = {}): BatchFile => ({
  path: 'batch.ndjson',
  name: 'batch.ndjson',
  contentType: 'application/x-ndjson',
  content,
  sha256: 'of the file itself',
  ...more,
});
const hexadecimal = (bytes: number) => new Blob([randomBytes(bytes / 2).toString('hex')]);
const random = (bytes: number) => new Blob([randomBytes(bytes)]);

test.each<[string, BatchFile, 'zstd' | undefined]>([
  ['a small file', fileOf(hexadecimal(mebibyte)), undefined],
  ['what then fits into one request', fileOf(hexadecimal(5 * mebibyte)), 'zstd'],
  ['what then is fewer parts', fileOf(hexadecimal(18 * mebibyte)), 'zstd'],
  ['what is as many requests', fileOf(random(6 * mebibyte)), undefined],
  ['CSV', fileOf(hexadecimal(5 * mebibyte), { contentType: 'text/csv' }), 'zstd'],
  [
    'what is packed already',
    fileOf(new Blob([gzipSync(randomBytes(5 * mebibyte))]), { contentEncoding: 'gzip' }),
    undefined,
  ],
])('given %s, then it is packed only if that spares requests', async (_what, file, packedAs) => {
  const { contentEncoding, sha256, sizeBytes } = await inFewestRequests(file, silent);
  expect(contentEncoding === 'zstd').toBe(packedAs === 'zstd');
  expect(sha256 === file.sha256).toBe(packedAs === undefined);
  expect(sizeBytes <= file.content.size).toBe(true);
});

test('given what would unfold as an attack does, then it goes as it is', async () => {
  const blank = Buffer.alloc(mebibyte, ' ');
  const file = fileOf(new Blob(Array.from({ length: 70 }, () => blank)));
  expect(await inFewestRequests(file, silent)).not.toHaveProperty('contentEncoding');
});

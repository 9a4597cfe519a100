import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestedS3, type TestedS3 } from './testing.ts';

let s3: TestedS3;
const Bucket = 'inbox';

beforeAll(async () => {
  s3 = await startTestedS3();
});
afterAll(() => s3.stop());

const put = (Key: string, Body: string, more = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

const read = async (Key: string, more = {}) => {
  const { Body } = await s3.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Body?.transformToString();
};

describe('given an object that was put', () => {
  test('when it is read, then bytes, type, metadata and ETag are those that were sent', async () => {
    await put('kept', 'bytes', { ContentType: 'text/plain', Metadata: { source: 'branch' } });
    const got = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect(await got.Body?.transformToString()).toBe('bytes');
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      Metadata: { source: 'branch' },
      ETag: `"${createHash('md5').update('bytes').digest('hex')}"`,
      ContentLength: 5,
    });
    expect(got.VersionId).toBeUndefined();
  });

  test('when the server restarts, then it is still there', async () => {
    await put('durable', 'bytes');
    await s3.restart();
    expect(await read('durable')).toBe('bytes');
  });

  test('when a range is read, then only its bytes come', async () => {
    await put('range', '0123456789');
    expect(await read('range', { Range: 'bytes=2-4' })).toBe('234');
    expect(await read('range', { Range: 'bytes=-3' })).toBe('789');
    expect(await read('range', { Range: 'bytes=8-' })).toBe('89');
    await expect(read('range', { Range: 'bytes=10-' })).rejects.toMatchObject({
      name: 'InvalidRange',
    });
  });

  test('when it is deleted, then it is gone, and deleting again is no error', async () => {
    await put('gone', 'bytes');
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await expect(read('gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(
      s3.client.send(new HeadObjectCommand({ Bucket, Key: 'gone' })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  test('when it is empty, then it reads as empty', async () => {
    await put('empty', '');
    expect(await read('empty')).toBe('');
  });
});

describe('given a stream of unknown checksum', () => {
  test('when it is put, then every byte arrives through the chunked framing', async () => {
    const bytes = Buffer.alloc(3_000_001, 'moneytrail');
    await s3.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body: Readable.from(
          (function* () {
            for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
          })(),
        ),
        ContentLength: bytes.length,
        ContentEncoding: 'gzip',
      }),
    );
    const got = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
    expect(got.ContentEncoding).toBe('gzip');
    expect((await buffer(got.Body as Readable)).equals(bytes)).toBe(true);
  });
});

describe('given a digest that does not match', () => {
  test.each([
    ['MD5', { ContentMD5: createHash('md5').update('other').digest('base64') }],
    ['SHA-256', { ChecksumSHA256: createHash('sha256').update('other').digest('base64') }],
    ['CRC-32', { ChecksumCRC32: 'AAAAAA==' }],
    ['CRC-32C', { ChecksumCRC32C: 'AAAAAA==' }],
  ])('when it is %s, then nothing is stored', async (_algorithm, digest) => {
    await expect(put('wrong', 'bytes', digest)).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(read('wrong')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('when each algorithm is right, then it is stored and comes back', async () => {
    for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const) {
      await put(`right-${ChecksumAlgorithm}`, '123456789', { ChecksumAlgorithm });
      const got = await s3.client.send(
        new GetObjectCommand({
          Bucket,
          Key: `right-${ChecksumAlgorithm}`,
          ChecksumMode: 'ENABLED',
        }),
      );
      expect(await got.Body?.transformToString()).toBe('123456789');
      expect(got[`Checksum${ChecksumAlgorithm}`]).toBeDefined();
    }
    const known = await s3.client.send(
      new HeadObjectCommand({ Bucket, Key: 'right-CRC32C', ChecksumMode: 'ENABLED' }),
    );
    // The check value of CRC-32C for "123456789" is e3069283.
    expect(known.ChecksumCRC32C).toBe(Buffer.from('e3069283', 'hex').toString('base64'));
  });
});

describe('given conditions on a write', () => {
  test('when a hundred writers want to be first, then one is', async () => {
    const tries = Array.from({ length: 100 }, (_, index) =>
      put('first', String(index), { IfNoneMatch: '*' }),
    );
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = settled.find((one) => one.status === 'rejected');
    expect(refused?.reason).toMatchObject({ name: 'PreconditionFailed' });
  });

  test('when the ETag has moved on, then If-Match is refused', async () => {
    const { ETag } = await put('matched', 'one');
    await put('matched', 'two', { IfMatch: ETag });
    await expect(put('matched', 'three', { IfMatch: ETag })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(put('absent', 'one', { IfMatch: ETag })).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    expect(await read('matched')).toBe('two');
  });
});

describe('given many keys', () => {
  beforeAll(async () => {
    for (let index = 0; index < 25; index++) await put(`list/${index % 3}/${index} é&<`, 'x');
  });

  const pages = async (more: object) => {
    const keys: (string | undefined)[] = [];
    const prefixes: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.client.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'list/', ContinuationToken, ...more }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
      prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    return { keys, prefixes };
  };

  test('when they are listed in pages, then each comes once and in order', async () => {
    const { keys } = await pages({ MaxKeys: 7 });
    expect(keys).toHaveLength(25);
    expect(keys).toEqual([...new Set(keys)].sort());
  });

  test('when they are listed by folder, then each folder comes once', async () => {
    const { keys, prefixes } = await pages({ MaxKeys: 2, Delimiter: '/' });
    expect(keys).toEqual([]);
    expect(prefixes).toEqual(['list/0/', 'list/1/', 'list/2/']);
  });
});

describe('given what this endpoint does not know', () => {
  test('when it is asked for, then it says so instead of pretending', async () => {
    await put('plain', 'x');
    const Key = 'plain';
    const unknown = { $metadata: { httpStatusCode: 501 }, name: 'NotImplemented' };
    const tagging = new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [] } });
    await expect(s3.client.send(tagging)).rejects.toMatchObject(unknown);
    const copy = new CopyObjectCommand({ Bucket, Key, CopySource: 'inbox/other' });
    await expect(s3.client.send(copy)).rejects.toMatchObject(unknown);
    await expect(put(Key, 'x', { Tagging: 'a=b' })).rejects.toMatchObject(unknown);
    expect(await read(Key)).toBe('x');
  });
});

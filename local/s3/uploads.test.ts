import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  paginateListParts,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestedS3, type TestedS3 } from './testing.ts';

let s3: TestedS3;
const target = { Bucket: 'inbox', Key: 'uploads/large.ndjson' };
const mebibyte = 1024 * 1024;

beforeAll(async () => {
  s3 = await startTestedS3();
});
afterAll(() => s3.stop());

const create = async () => {
  const { UploadId } = await s3.client.send(new CreateMultipartUploadCommand(target));
  return UploadId;
};
const part = async (UploadId: string | undefined, PartNumber: number, Body: Buffer) => {
  const command = new UploadPartCommand({ ...target, UploadId, PartNumber, Body });
  const { ETag } = await s3.client.send(command);
  return { PartNumber, ETag };
};
const complete = (UploadId: string | undefined, Parts: object[]) =>
  s3.client.send(
    new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }),
  );

describe('given an upload in parts', () => {
  test('when it is completed, then the parts read as one, also across their seam', async () => {
    const UploadId = await create();
    const second = await part(UploadId, 2, Buffer.from('the end'));
    const first = await part(UploadId, 1, Buffer.alloc(5 * mebibyte, 'a'));
    const { ETag } = await complete(UploadId, [first, second]);
    expect(ETag).toMatch(/-2"$/);
    const seam = await s3.client.send(
      new GetObjectCommand({ ...target, Range: `bytes=${5 * mebibyte - 2}-${5 * mebibyte + 2}` }),
    );
    expect(await seam.Body?.transformToString()).toBe('aathe');
    expect(seam.ContentRange).toBe(`bytes 5242878-5242882/${5 * mebibyte + 7}`);
  });

  test('when an early part is too small, out of order or unknown, then it is refused', async () => {
    const UploadId = await create();
    const first = await part(UploadId, 1, Buffer.from('small'));
    const second = await part(UploadId, 2, Buffer.from('small'));
    await expect(complete(UploadId, [first, second])).rejects.toMatchObject({
      name: 'EntityTooSmall',
    });
    await expect(complete(UploadId, [second, first])).rejects.toMatchObject({
      name: 'InvalidPartOrder',
    });
    await expect(complete(UploadId, [{ ...first, ETag: '"0"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
    });
  });

  test('when its parts are listed, then those that arrived are there, page by page', async () => {
    const UploadId = await create();
    const numbers = [1, 2, 3, 10_000];
    for (const number of numbers) await part(UploadId, number, Buffer.from(String(number)));
    const listed = [];
    let pages = 0;
    for await (const { Parts = [] } of paginateListParts(
      { client: s3.client, pageSize: 3 },
      { ...target, UploadId },
    )) {
      listed.push(...Parts.map(({ PartNumber, Size }) => [PartNumber, Size]));
      pages += 1;
    }
    expect(pages).toBe(2);
    expect(listed).toEqual(numbers.map((number) => [number, String(number).length]));
  });

  test('when SHA-256 was announced, then no part and no completion does without', async () => {
    const { UploadId } = await s3.client.send(
      new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'SHA256' }),
    );
    const Body = Buffer.from('bytes');
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64');
    const bare = new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body });
    await expect(s3.client.send(bare)).rejects.toMatchObject({ name: 'InvalidRequest' });
    const wrong = new UploadPartCommand({
      ...target,
      UploadId,
      PartNumber: 1,
      Body: Buffer.from('other'),
      ChecksumSHA256,
    });
    await expect(s3.client.send(wrong)).rejects.toMatchObject({ name: 'BadDigest' });
    const { ETag } = await s3.client.send(
      new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body, ChecksumSHA256 }),
    );
    const { Parts = [] } = await s3.client.send(new ListPartsCommand({ ...target, UploadId }));
    expect(Parts).toEqual([
      expect.objectContaining({ PartNumber: 1, Size: 5, ETag, ChecksumSHA256 }),
    ]);
    await expect(complete(UploadId, [{ PartNumber: 1, ETag }])).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    await expect(
      complete(UploadId, [{ PartNumber: 1, ETag, ChecksumSHA256: `${'A'.repeat(43)}=` }]),
    ).rejects.toMatchObject({ name: 'InvalidPart' });
    await complete(UploadId, [{ PartNumber: 1, ETag, ChecksumSHA256 }]);
  });

  test('when it is aborted, then its parts are gone from the disk and it cannot go on', async () => {
    const before = readdirSync(join(s3.directory, 'bodies')).length;
    const UploadId = await create();
    await part(UploadId, 1, Buffer.from('bytes'));
    await s3.client.send(new AbortMultipartUploadCommand({ ...target, UploadId }));
    expect(readdirSync(join(s3.directory, 'bodies'))).toHaveLength(before);
    await expect(complete(UploadId, [{ PartNumber: 1, ETag: '"0"' }])).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });
});

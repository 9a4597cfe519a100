import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
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

import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { createTestBucket } from '../../test/support/aws.ts';
import { packageStore } from './package-store.ts';

const client = new S3Client({});
let bucket = '';
beforeAll(async () => {
  bucket = await createTestBucket();
});

const first = Buffer.from('{"preparedAt":"2026-06-15T12:00:00Z"}');
const second = Buffer.from('{"preparedAt":"2026-06-15T12:00:01Z"}');

test('given bytes that stand, when others are kept under their name, then those that stand are told', async () => {
  const packages = packageStore({ client, bucket });
  expect(await packages.keep('disclosure-0000000000000001', first)).toEqual(first);
  const standing = await packages.keep('disclosure-0000000000000001', second);
  expect(Buffer.from(standing)).toEqual(first);
});

test('given bytes that stand and read otherwise than they were kept, when others are kept under their name, then it fails', async () => {
  const packages = packageStore({ client, bucket });
  await packages.keep('disclosure-0000000000000002', first);
  const Key = 'packages/disclosure-0000000000000002/package.json';
  const { Metadata } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
  await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: second, Metadata }));
  await expect(packages.keep('disclosure-0000000000000002', first)).rejects.toThrow(/otherwise/);
});

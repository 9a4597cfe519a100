import { setTimeout as wait } from 'node:timers/promises';
import { ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { createTestBucket } from '../../test/support/aws.ts';
import { packageStore } from './package-store.ts';
import { retainedPackages } from './retention-packages.ts';

const client = new S3Client({});
let bucket = '';
beforeAll(async () => {
  bucket = await createTestBucket();
});

test('given packages of two moments, then the older ones are told, and go one by one', async () => {
  const packages = retainedPackages({ client, bucket });
  const store = packageStore({ client, bucket });
  const [older, newer] = ['disclosure-0000000000000001', 'disclosure-0000000000000002'];
  await store.keep(older, Buffer.from('{}'));
  // S3 tells when an object was written in whole seconds.
  await wait(2_100);
  const between = new Date(Date.now() - 1_000).toISOString();
  await store.keep(newer, Buffer.from('{}'));

  expect(await packages.keptBefore(between)).toEqual([older]);
  expect(await packages.keptBefore('2099-01-01T00:00:00Z')).toEqual([older, newer]);
  await packages.destroy(older);
  expect(await packages.keptBefore('2099-01-01T00:00:00Z')).toEqual([newer]);
  const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  expect(Versions.map(({ Key }) => Key)).toEqual([`packages/${newer}/package.json`]);
});

test('given a package that goes with what is noted of it, then the first note stays when it goes again', async () => {
  const packages = retainedPackages({ client, bucket });
  const store = packageStore({ client, bucket });
  const [gone, other] = ['disclosure-0000000000000003', 'disclosure-0000000000000004'];
  const noted = { at: '2041-11-27T03:00:00.000Z', record: 'batch/record' };
  await store.keep(gone, Buffer.from('{}'));
  await packages.destroy(gone, noted);
  await packages.destroy(gone, { ...noted, at: '2041-11-28T03:00:00.000Z' });
  expect(await store.get(gone)).toBeUndefined();
  expect(await store.destruction(gone)).toEqual(noted);
  expect(await store.destruction(other)).toBeUndefined();
  expect(await packages.keptBefore('2099-01-01T00:00:00Z')).not.toContain(gone);
});

import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retainedObjects } from '../../lib/aws/retention-objects.ts';
import { startTestedS3, type TestedS3 } from './testing.ts';

let s3: TestedS3;
const Bucket = 'versioned';

beforeAll(async () => {
  s3 = await startTestedS3();
  s3.server.configure(Bucket, { versioned: true, notifications: [] });
  for (const [Key, Body] of [
    ['a/1', 'first'],
    ['a/1', 'second'],
    ['a/10', 'other'],
    ['b', 'elsewhere'],
  ] as const) {
    await s3.client.send(new PutObjectCommand({ Bucket, Key, Body }));
  }
  await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a/10' }));
});
afterAll(() => s3.stop());

async function versions(Prefix: string, MaxKeys?: number) {
  const found: string[] = [];
  let place: object = {};
  for (;;) {
    const list = new ListObjectVersionsCommand({ Bucket, Prefix, MaxKeys, ...place });
    const { Versions = [], DeleteMarkers = [], ...page } = await s3.client.send(list);
    found.push(
      ...Versions.map(({ Key, Size, IsLatest }) => `${Key} ${Size} ${IsLatest}`),
      ...DeleteMarkers.map(({ Key, IsLatest }) => `${Key} deleted ${IsLatest}`),
    );
    if (!page.IsTruncated) return found.sort();
    place = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

const all = ['a/1 5 false', 'a/1 6 true', 'a/10 5 false', 'a/10 deleted true'];

test.each([undefined, 1, 2, 3])(
  'given pages of %s, then every version and delete marker under a prefix is told once',
  async (size) => {
    expect(await versions('a/', size)).toEqual(all);
  },
);

test('given an object that is destroyed, then none of its versions is left, and others are', async () => {
  await retainedObjects({ client: s3.client, bucket: Bucket }).destroy('a/1');
  expect(await versions('')).toEqual(['a/10 5 false', 'a/10 deleted true', 'b 9 true']);
  await retainedObjects({ client: s3.client, bucket: Bucket }).destroy('a/10');
  const { Contents = [] } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents.map(({ Key }) => Key)).toEqual(['b']);
  expect(await versions('')).toEqual(['b 9 true']);
});

import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from 'vitest';
import { createTestBucket } from '../../test/support/aws.ts';
import { digest } from '../identifiers.ts';
import { sealedPackageLinks } from './sealed-package-links.ts';
import { sealedPackageStore } from './sealed-package-store.ts';

const client = new S3Client({});
const disclosureId = 'disclosure-0123456789abcdef';
const [first, second] = [Buffer.from('PK first'), Buffer.from('PK second')];

let bucket: string;
beforeEach(async () => {
  bucket = await createTestBucket({ versioned: true });
});

test('given two archives kept under one name, then the first stands', async () => {
  const store = sealedPackageStore({ client, bucket });
  expect(await store.keep(disclosureId, 'package.zip', first)).toEqual(first);
  expect(Buffer.from(await store.keep(disclosureId, 'package.zip', second))).toEqual(first);
  expect(Buffer.from((await store.get(disclosureId, 'package.zip')) ?? [])).toEqual(first);
});

test('given a file for one key, then a file for another key is another file', async () => {
  const store = sealedPackageStore({ client, bucket });
  await store.keep(disclosureId, 'package.old.zip.jwe', first);
  expect(await store.keep(disclosureId, 'package.new.zip.jwe', second)).toEqual(second);
});

test('given bytes that are not those that were kept, then they are not taken over', async () => {
  const store = sealedPackageStore({ client, bucket });
  const Key = `sealed/${disclosureId}/package.zip`;
  const Metadata = { sha256: digest(first) };
  await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: second, Metadata }));
  await expect(store.keep(disclosureId, 'package.zip', first)).rejects.toThrow(/otherwise/);
  await expect(store.get(disclosureId, 'package.zip')).rejects.toThrow(/otherwise/);
});

test('given an address, then anybody who has it gets that one file, and no other', async () => {
  const store = sealedPackageStore({ client, bucket });
  await store.keep(disclosureId, 'package.key.zip.jwe', first);
  await store.keep(disclosureId, 'package.zip', second);
  const link = await sealedPackageLinks({ client, bucket }).linkTo(
    disclosureId,
    'package.key.zip.jwe',
  );
  const answer = await fetch(link);
  expect(answer.headers.get('content-type')).toBe('application/jose');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(first);
  expect((await fetch(link.replace('package.key.zip.jwe', 'package.zip'))).status).toBe(403);
});

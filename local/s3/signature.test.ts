import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientFor, startTestedS3, type TestedS3 } from './testing.ts';

let s3: TestedS3;
const object = { Bucket: 'inbox', Key: "uploads/a b+é'(1).ndjson" };

beforeAll(async () => {
  s3 = await startTestedS3();
  await s3.client.send(new PutObjectCommand({ ...object, Body: 'kept' }));
});
afterAll(() => s3.stop());

describe('given a request signed in its headers', () => {
  test('when the secret is wrong, then it is refused', async () => {
    const stranger = clientFor(s3.server.endpoint, { secret: 'guessed' });
    await expect(stranger.send(new GetObjectCommand(object))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
  });

  test('when nobody has the key, then it is refused', async () => {
    const stranger = clientFor(s3.server.endpoint, { id: 'AKIASTRANGER' });
    await expect(stranger.send(new GetObjectCommand(object))).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
    });
  });
});

describe('given a presigned URL', () => {
  test('when it is used as signed, then bytes go up and come down', async () => {
    // Without this the SDK signs the checksum of the empty body it knows into the URL.
    const signer = clientFor(s3.server.endpoint);
    signer.config.requestChecksumCalculation = async () => 'WHEN_REQUIRED';
    const target = { Bucket: 'inbox', Key: 'uploads/presigned.ndjson' };
    const up = await getSignedUrl(signer, new PutObjectCommand(target), { expiresIn: 60 });
    expect((await fetch(up, { method: 'PUT', body: 'bytes' })).status).toBe(200);
    const down = await getSignedUrl(s3.client, new GetObjectCommand(object), { expiresIn: 60 });
    expect(await (await fetch(down)).text()).toBe('kept');
  });

  test('when it carries a checksum, then other bytes are refused', async () => {
    const up = await getSignedUrl(s3.client, new PutObjectCommand(object), { expiresIn: 60 });
    expect(up).toContain('x-amz-checksum-crc32');
    expect((await fetch(up, { method: 'PUT', body: 'bytes' })).status).toBe(400);
  });

  test('when its time is over, then it is refused', async () => {
    const url = await getSignedUrl(s3.client, new GetObjectCommand(object), {
      expiresIn: 60,
      signingDate: new Date(Date.now() - 120_000),
    });
    const answer = await fetch(url);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Request has expired');
  });

  test.each([
    ['another key', (url: string) => url.replace('uploads/', 'batches/')],
    ['a later expiry', (url: string) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600')],
    ['another parameter', (url: string) => `${url}&versionId=null`],
    ['no signature', (url: string) => url.replace(/X-Amz-Signature=[0-9a-f]+/, '')],
    ['no query', (url: string) => url.replace(/\?.*/, '')],
  ])('when it is changed to %s, then it is refused', async (_what, change) => {
    const url = await getSignedUrl(s3.client, new GetObjectCommand(object), { expiresIn: 60 });
    expect((await fetch(change(url))).status).toBe(403);
  });

  test('when an x-amz header is added that was not signed, then it is refused', async () => {
    const url = await getSignedUrl(s3.client, new PutObjectCommand(object), { expiresIn: 60 });
    const answer = await fetch(url, {
      method: 'PUT',
      body: 'x',
      headers: { 'x-amz-meta-source': 'stranger' },
    });
    expect(answer.status).toBe(403);
  });

  test('when it was made for GET, then it does not serve a PUT', async () => {
    const url = await getSignedUrl(s3.client, new GetObjectCommand(object), { expiresIn: 60 });
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
  });
});

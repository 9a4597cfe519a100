import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestedS3, type TestedS3 } from './testing.ts';

let s3: TestedS3;
const Bucket = 'audit';

beforeAll(async () => {
  s3 = await startTestedS3();
  s3.server.configure(Bucket, {
    versioned: true,
    defaultRetention: { mode: 'COMPLIANCE', days: 30 },
    notifications: [],
  });
});
afterAll(() => s3.stop());

const put = (Key: string, Body: string) =>
  s3.client.send(new PutObjectCommand({ Bucket, Key, Body }));

describe('given a bucket whose objects are locked for thirty days', () => {
  test('when an object is written again, then both versions can be read', async () => {
    const first = await put('decision', 'one');
    const second = await put('decision', 'two');
    expect(first.VersionId).not.toBe(second.VersionId);
    const old = new GetObjectCommand({ Bucket, Key: 'decision', VersionId: first.VersionId });
    expect(await (await s3.client.send(old)).Body?.transformToString()).toBe('one');
  });

  test('when a version is to be deleted, then it is refused', async () => {
    const { VersionId } = await put('locked', 'kept');
    const remove = new DeleteObjectCommand({
      Bucket,
      Key: 'locked',
      VersionId,
      BypassGovernanceRetention: true,
    });
    await expect(s3.client.send(remove)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('when the object is deleted without a version, then it is only hidden', async () => {
    const { VersionId } = await put('hidden', 'kept');
    const hide = await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'hidden' }));
    expect(hide.DeleteMarker).toBe(true);
    await expect(
      s3.client.send(new GetObjectCommand({ Bucket, Key: 'hidden' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
    const old = new GetObjectCommand({ Bucket, Key: 'hidden', VersionId });
    expect(await (await s3.client.send(old)).Body?.transformToString()).toBe('kept');
    const unhide = new DeleteObjectCommand({ Bucket, Key: 'hidden', VersionId: hide.VersionId });
    await s3.client.send(unhide);
    const back = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'hidden' }));
    expect(await back.Body?.transformToString()).toBe('kept');
  });

  test('when the retention is read, then it ends in thirty days, and cannot be shortened', async () => {
    await put('kept', 'bytes');
    const { Retention } = await s3.client.send(
      new GetObjectRetentionCommand({ Bucket, Key: 'kept' }),
    );
    expect(Retention?.Mode).toBe('COMPLIANCE');
    const days = ((Retention?.RetainUntilDate?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 2);
    const shorter = new PutObjectRetentionCommand({
      Bucket,
      Key: 'kept',
      Retention: { Mode: 'COMPLIANCE', RetainUntilDate: new Date() },
    });
    await expect(s3.client.send(shorter)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { putOnce } from './put-once.ts';

/** Answers with these statuses, one after the other. Local servers never say 409. */
function storeThatSays(...statuses: number[]) {
  const paused: number[] = [];
  let sent = 0;
  const send = async () => {
    const httpStatusCode = statuses[sent] ?? 200;
    sent += 1;
    if (httpStatusCode === 200) return {};
    const $metadata = { httpStatusCode };
    throw new S3ServiceException({ name: 'Refused', $fault: 'client', $metadata });
  };
  const put = () =>
    putOnce(
      { send } as unknown as S3Client,
      { Bucket: 'b', Key: 'k', Body: '' },
      async (attempt) => void paused.push(attempt),
    );
  return { put, paused };
}

test('given somebody else is putting it at this moment, then it pauses and tries again', async () => {
  const { put, paused } = storeThatSays(409, 409, 200);
  expect(await put()).toBe(true);
  expect(paused).toEqual([1, 2]);
});

test('given it is there already, then it says so', async () => {
  const { put, paused } = storeThatSays(409, 412);
  expect(await put()).toBe(false);
  expect(paused).toEqual([1]);
});

test.each([403, 500])('given the store says %i, then that comes out', async (status) => {
  await expect(storeThatSays(status).put()).rejects.toThrow(S3ServiceException);
});

test('given it is in the way every time, then it gives up', async () => {
  const { put, paused } = storeThatSays(...Array.from({ length: 20 }, () => 409));
  await expect(put()).rejects.toThrow(S3ServiceException);
  expect(paused).toHaveLength(7);
});

import {
  ConditionalCheckFailedException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { StaleWrite } from '../errors.ts';
import { putAlone } from './put-alone.ts';

const put = { TableName: 'cases', Item: { pk: 'a', sk: 'b' } };
const told = { message: '', $metadata: {} };

/** Local emulators raise no conflicts, so they are put in here. */
function clientThat(...faults: Error[]) {
  const left = [...faults];
  const send = async () => {
    const fault = left.shift();
    if (fault) throw fault;
    return {};
  };
  return { client: { send } as unknown as DynamoDBDocumentClient, left };
}

test('given conflicts with transactions, then it tries again until it is through', async () => {
  const conflict = new TransactionConflictException(told);
  const { client, left } = clientThat(conflict, conflict);
  const paused: number[] = [];
  await putAlone(client, put, async (attempt) => void paused.push(attempt));
  expect(paused).toEqual([1, 2]);
  expect(left).toEqual([]);
});

test('given conflicts without end, then it gives up', async () => {
  const { client } = clientThat(...Array(20).fill(new TransactionConflictException(told)));
  await expect(putAlone(client, put, async () => {})).rejects.toThrow(TransactionConflictException);
});

test('given a condition that does not hold, then it tells so at once', async () => {
  const { client, left } = clientThat(new ConditionalCheckFailedException(told), new Error());
  await expect(putAlone(client, put, async () => {})).rejects.toThrow(StaleWrite);
  expect(left).toHaveLength(1);
});

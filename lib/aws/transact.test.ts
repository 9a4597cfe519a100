import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { StaleWrite } from '../errors.ts';
import { transact } from './transact.ts';

/** Local emulators raise no conflicts, so they are put in here. */
function clientThat(...codes: Array<string | undefined>) {
  let sent = 0;
  const send = async () => {
    const Code = codes[sent];
    sent += 1;
    if (Code === undefined) return {};
    const reasons = { CancellationReasons: [{ Code: 'None' }, { Code }] };
    throw new TransactionCanceledException({ message: 'canceled', $metadata: {}, ...reasons });
  };
  return { client: { send } as unknown as DynamoDBDocumentClient, sent: () => sent };
}

test('given conflicts, then it tries again until it is through', async () => {
  const { client, sent } = clientThat('TransactionConflict', 'TransactionConflict');
  const paused: number[] = [];
  await transact(client, [], async (attempt) => void paused.push(attempt));
  expect(sent()).toBe(3);
  expect(paused).toEqual([1, 2]);
});

test('given a condition that does not hold, then it tells so at once', async () => {
  const { client, sent } = clientThat('ConditionalCheckFailed');
  await expect(transact(client, [])).rejects.toThrow(StaleWrite);
  expect(sent()).toBe(1);
});

test('given any other reason, then that comes out', async () => {
  const { client } = clientThat('ValidationError');
  await expect(transact(client, [])).rejects.toThrow(TransactionCanceledException);
});

import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { StaleWrite } from '../errors.ts';
import { pauseWithJitter } from './pause-with-jitter.ts';

const attempts = 8;

/**
 * Writes all items or none. Where another transaction held one of them at that moment, it is tried
 * again: such a conflict says nothing about the conditions.
 *
 * @param pause waits before the next attempt, counted from 1.
 * @throws StaleWrite when a condition does not hold.
 */
export async function transact(
  client: DynamoDBDocumentClient,
  items: NonNullable<TransactWriteCommandInput['TransactItems']>,
  pause: (attempt: number) => Promise<void> = pauseWithJitter,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: items }));
      return;
    } catch (cause) {
      if (!(cause instanceof TransactionCanceledException)) throw cause;
      const codes = (cause.CancellationReasons ?? []).map(({ Code }) => Code);
      if (codes.includes('ConditionalCheckFailed')) throw new StaleWrite('transaction', { cause });
      if (!codes.includes('TransactionConflict') || attempt === attempts) throw cause;
      await pause(attempt);
    }
  }
}

import {
  ConditionalCheckFailedException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { StaleWrite } from '../errors.ts';

const attempts = 8;

/**
 * What a transaction of one item does, at half its price; but a write that the SDK repeats, because the
 * answer was lost, is refused by what it wrote itself.
 *
 * @param pause waits before the next attempt, counted from 1.
 * @throws StaleWrite when the condition does not hold.
 */
export async function putAlone(
  client: DynamoDBDocumentClient,
  put: PutCommandInput,
  pause: (attempt: number) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new PutCommand(put));
      return;
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) {
        throw new StaleWrite('item', { cause });
      }
      // A transaction holds it at this moment, which says nothing about the condition.
      if (!(cause instanceof TransactionConflictException) || attempt === attempts) throw cause;
      await pause(attempt);
    }
  }
}

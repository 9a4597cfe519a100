import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { StaleWrite } from '../errors.ts';
import type { BatchStatus } from '../reports/batch.ts';
import type { BatchRef } from '../reports/batches.ts';
import type { Uploads } from '../reports/uploads.ts';
import { batchKey } from './keys.ts';

/** Awaited uploads in the reports table: the attribute `upload` of the batch's item. */
export function uploadRepository({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): Uploads {
  const change = async (ref: BatchRef, { set, when, values, names }: Change): Promise<void> => {
    const update = new UpdateCommand({
      TableName: table,
      Key: batchKey(ref.entity, ref.batchId),
      UpdateExpression: `SET ${set}`,
      ConditionExpression: ['#status = :awaited', ...when].join(' AND '),
      ExpressionAttributeNames: { '#status': 'status', '#upload': 'upload', ...names },
      ExpressionAttributeValues: { ':awaited': 'awaiting-upload' satisfies BatchStatus, ...values },
    });
    try {
      await client.send(update);
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
      throw new StaleWrite(ref.batchId, { cause });
    }
  };

  return {
    renew: (ref, was, next) =>
      change(ref, {
        set: '#upload = :next',
        when: ['#upload = :was'],
        values: { ':next': next, ':was': was },
      }),
    markCompleting: (ref) =>
      change(ref, {
        set: '#upload.#completing = :yes',
        when: ['attribute_exists(#upload)'],
        values: { ':yes': true },
        names: { '#completing': 'completing' },
      }),
    abort: (ref, problem) =>
      change(ref, {
        set: '#status = :failed, #problem = :problem',
        // A value that is absent differs from every other.
        when: ['attribute_exists(#upload)', '#upload.#completing <> :yes'],
        values: { ':failed': 'failed' satisfies BatchStatus, ':problem': problem, ':yes': true },
        names: { '#problem': 'problem', '#completing': 'completing' },
      }),
  };
}

type Change = {
  set: string;
  /** Besides that the upload is awaited. */
  when: string[];
  values: Record<string, unknown>;
  names?: Record<string, string>;
};

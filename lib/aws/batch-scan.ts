import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { AcceptedBatch } from '../reports/batch.ts';
import { batchOf } from './batch-item.ts';

/** Every batch of every reporting entity that was accepted, whatever became of it since. */
export const everyAcceptedBatch = ({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}) =>
  async function* batches(): AsyncGenerator<AcceptedBatch> {
    const scan = {
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'begins_with(sk, :batch)',
      ExpressionAttributeValues: { ':batch': 'BATCH#' },
    };
    for await (const { Items = [] } of paginateScan({ client }, scan)) {
      for (const item of Items) {
        const batch = batchOf(item);
        const { acceptedAs, receivedAt } = batch;
        if (acceptedAs !== undefined && receivedAt !== undefined) {
          yield { ...batch, acceptedAs, receivedAt };
        }
      }
    }
  };

import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;

/**
 * A page of one list of the `worklist` index, which may be some milliseconds old.
 *
 * @param cursor the place of the last item of the page before.
 * @param order by the text of their places.
 * @returns whether more may follow beside the items.
 */
export async function worklistPage(
  { client, table }: { client: DynamoDBDocumentClient; table: string },
  {
    list,
    cursor,
    limit,
    order,
  }: {
    list: string;
    cursor?: string | undefined;
    limit: number;
    order: 'ascending' | 'descending';
  },
): Promise<{ items: Item[]; more: boolean }> {
  const beyond = order === 'ascending' ? '>' : '<';
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'worklist',
      KeyConditionExpression: cursor
        ? `worklist = :list AND worklistOrder ${beyond} :cursor`
        : 'worklist = :list',
      ExpressionAttributeValues: { ':list': list, ...(cursor && { ':cursor': cursor }) },
      ScanIndexForward: order === 'ascending',
      Limit: limit,
    }),
  );
  return { items: Items, more: LastEvaluatedKey !== undefined };
}

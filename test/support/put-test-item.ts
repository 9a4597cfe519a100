import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

/** Puts an item where a test wants it, whatever stands there. */
export const putTestItem = (
  { client, table }: { client: DynamoDBDocumentClient; table: string },
  Item: Record<string, unknown>,
) => client.send(new PutCommand({ TableName: table, Item }));

import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MachineQueue, MachineTable } from './template/stores.ts';

/** Creates the tables that are missing; one that is there must have the same keys and indexes. */
export async function createTables(client: DynamoDBClient, tables: MachineTable[]): Promise<void> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  await Promise.all(
    tables.map((table) =>
      TableNames.includes(table.name) ? requireSameShape(client, table) : create(client, table),
    ),
  );
}

async function create(client: DynamoDBClient, table: MachineTable): Promise<void> {
  const { name, keys, attributes, indexes } = table;
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys,
      AttributeDefinitions: attributes,
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    }),
  );
}

async function requireSameShape(client: DynamoDBClient, table: MachineTable): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
  const wanted = shape({ KeySchema: table.keys, GlobalSecondaryIndexes: table.indexes });
  if (Table && shape(Table) === wanted) return;
  throw new Error(
    `The table ${table.name} in the data directory has other keys or indexes than infra/ says. ` +
      'Start with a new data directory.',
  );
}

function shape({ KeySchema, GlobalSecondaryIndexes = [] }: TableDescription): string {
  const keys = (schema: TableDescription['KeySchema'] = []) =>
    schema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).sort();
  const indexes = GlobalSecondaryIndexes.map((index) => [index.IndexName, keys(index.KeySchema)]);
  return JSON.stringify([keys(KeySchema), indexes.map((one) => JSON.stringify(one)).sort()]);
}

/** Creates the queues, dead letters first, and gives those that are there what the template says. */
export async function createQueues(client: SQSClient, queues: MachineQueue[]): Promise<void> {
  const ordered = queues.toSorted((one, other) => +other.deadLetters - +one.deadLetters);
  for (const { name, url, attributes } of ordered) {
    const { FifoQueue, ...changeable } = attributes;
    const fixed = FifoQueue === undefined ? {} : { FifoQueue };
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes: fixed }));
    if (Object.keys(changeable).length === 0) continue;
    await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: changeable }));
  }
}

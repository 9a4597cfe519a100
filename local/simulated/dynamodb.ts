import type { Fate } from './call.ts';
import type { Asked, Database } from './database.ts';
import { batchGetItems, getItem, transactGet } from './item-reads.ts';
import { batchWriteItems, deleteItem, putItem, updateItem } from './item-writes.ts';
import { query, scan } from './queries.ts';
import { notSimulated } from './service-errors.ts';
import { transactWrite } from './transactions.ts';

// biome-ignore lint/suspicious/noExplicitAny: each command has an input of its own
type Operation = (asked: Asked, input: any) => object;

const operations = new Map<string, Operation>(
  Object.entries({
    GetCommand: getItem,
    BatchGetCommand: batchGetItems,
    TransactGetCommand: transactGet,
    QueryCommand: query,
    ScanCommand: scan,
    PutCommand: putItem,
    UpdateCommand: updateItem,
    DeleteCommand: deleteItem,
    BatchWriteCommand: batchWriteItems,
    TransactWriteCommand: transactWrite,
  }),
);

/** Carries out a command of the document client at once. */
export function runOnDatabase(
  database: Database,
  operation: string,
  input: unknown,
  fate: Fate,
): object {
  const run = operations.get(operation);
  if (!run) throw notSimulated(operation);
  return run({ database, fate }, input);
}

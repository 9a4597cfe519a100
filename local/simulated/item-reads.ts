import type {
  BatchGetCommandInput,
  GetCommandInput,
  TransactGetCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { type Asked, keyOf, requireDistinct, seen, tableOf } from './database.ts';
import { projected } from './expressions/projection.ts';
import { placeholdersOf, projectionOf } from './expressions/read-expression.ts';
import { readHalfUnits } from './request-units.ts';
import { invalid, requireKnown } from './service-errors.ts';
import type { Version } from './table.ts';
import { copied, type Item } from './value.ts';

type Projection = Pick<GetCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'>;

/** How a read hands out an item: a copy of all of it, or of what was asked for. */
function handingOut(input: Projection): (version: Version) => Item {
  if (input.ProjectionExpression === undefined) {
    placeholdersOf({ ExpressionAttributeNames: input.ExpressionAttributeNames }, []);
    return ({ item }) => copied(item);
  }
  const projection = projectionOf(input.ProjectionExpression);
  const placeholders = placeholdersOf(
    { ExpressionAttributeNames: input.ExpressionAttributeNames },
    [projection],
  );
  return ({ item }) => projected(projection?.is ?? [], item, placeholders);
}

const getOptions = new Set([
  'TableName',
  'Key',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
]);

export function getItem(asked: Asked, input: GetCommandInput): { Item?: Item } {
  requireKnown('GetCommand', input, getOptions);
  const handOut = handingOut(input);
  const table = tableOf(asked.database, input.TableName);
  const { pk, sk } = keyOf(input.Key);
  const version = seen(asked, table.at(pk, sk), input.ConsistentRead, true);
  const halves = readHalfUnits(version?.bytes ?? 0, input.ConsistentRead);
  asked.database.meter?.readHalfUnits(table.name, halves);
  return version ? { Item: handOut(version) } : {};
}

const maxBatchKeys = 100;
const maxAnswerBytes = 16 * 1024 * 1024;
const batchTableOptions = new Set([
  'Keys',
  'ConsistentRead',
  'ProjectionExpression',
  'ExpressionAttributeNames',
]);

type KeysOfTable = NonNullable<BatchGetCommandInput['RequestItems']>[string];

/** Answers in no order to rely on, and leaves unprocessed what does not fit into 16 MB. */
export function batchGetItems(asked: Asked, input: BatchGetCommandInput) {
  requireKnown('BatchGetCommand', input, new Set(['RequestItems']));
  const requests = Object.entries(input.RequestItems ?? {});
  const count = requests.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0);
  if (count === 0) throw invalid('The requestItems parameter is required for BatchGetItem');
  if (count > maxBatchKeys) throw invalid('Too many items requested for the BatchGetItem call');
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: Record<string, KeysOfTable> = {};
  const room = { bytes: maxAnswerBytes };
  for (const [name, request] of requests) {
    const left = leftUnread(asked, request.Keys?.length ?? 0);
    const { items, unread } = readKeys(asked, name, request, { room, left });
    Responses[name] = items;
    if (unread.length > 0) UnprocessedKeys[name] = { ...request, Keys: unread };
  }
  return { Responses, UnprocessedKeys };
}

/** How many keys of a request an overloaded table does not get to. */
function leftUnread({ database, fate }: Asked, keys: number): number {
  return fate === 'partly' && keys > 1 ? 1 + Math.floor(database.random() * (keys - 1)) : 0;
}

function readKeys(
  asked: Asked,
  name: string,
  request: KeysOfTable,
  { room, left }: { room: { bytes: number }; left: number },
): { items: Item[]; unread: Item[] } {
  requireKnown('BatchGetCommand', request, batchTableOptions);
  const { Keys = [], ConsistentRead } = request;
  const { database } = asked;
  const table = tableOf(database, name);
  const handOut = handingOut(request);
  const rows = Keys.map((key) => ({ key, ...keyOf(key) }));
  requireDistinct(
    rows.map(({ pk, sk }) => JSON.stringify([pk, sk])),
    'Provided list of item keys contains duplicates',
  );
  const items: Item[] = [];
  const unread: Item[] = rows.slice(rows.length - left).map(({ key }) => copied(key));
  const start = Math.floor(database.random() * (rows.length - left));
  const reachable = rows.slice(0, rows.length - left);
  for (const { key, pk, sk } of [...reachable.slice(start), ...reachable.slice(0, start)]) {
    const version = seen(asked, table.at(pk, sk), ConsistentRead);
    if (version && version.bytes > room.bytes) {
      unread.push(copied(key));
      continue;
    }
    room.bytes -= version?.bytes ?? 0;
    database.meter?.readHalfUnits(table.name, readHalfUnits(version?.bytes ?? 0, ConsistentRead));
    if (version) items.push(handOut(version));
  }
  return { items, unread };
}

const maxTransactionItems = 100;

export function transactGet(asked: Asked, input: TransactGetCommandInput) {
  requireKnown('TransactGetCommand', input, new Set(['TransactItems']));
  const gets = (input.TransactItems ?? []).map(({ Get }) => Get ?? { TableName: '', Key: {} });
  if (gets.length === 0 || gets.length > maxTransactionItems) {
    throw invalid('Member must have length less than or equal to 100, greater than or equal to 1');
  }
  requireDistinct(
    gets.map(({ TableName, Key }) => JSON.stringify([TableName, Key?.['pk'], Key?.['sk']])),
    'Transaction request cannot include multiple operations on one item',
  );
  const Responses = gets.map((get) => {
    requireKnown('TransactGetCommand', get, getOptions);
    const table = tableOf(asked.database, get.TableName);
    const { pk, sk } = keyOf(get.Key);
    const version = table.at(pk, sk)?.now;
    const halves = 2 * readHalfUnits(version?.bytes ?? 0, true);
    asked.database.meter?.readHalfUnits(table.name, halves);
    const handOut = handingOut(get);
    return version ? { Item: handOut(version) } : {};
  });
  return { Responses };
}

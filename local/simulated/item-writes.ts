import {
  ConditionalCheckFailedException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import type {
  BatchWriteCommandInput,
  DeleteCommandInput,
  PutCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { attributeValues } from './attribute-value.ts';
import {
  type Asked,
  type Database,
  keyOf,
  requireDistinct,
  tableOf,
  versionOf,
} from './database.ts';
import { holds } from './expressions/condition.ts';
import type { Path, Placeholders } from './expressions/path.ts';
import { projected } from './expressions/projection.ts';
import {
  conditionOf,
  type Expression,
  placeholdersOf,
  updateOf,
} from './expressions/read-expression.ts';
import { touchedPaths, type Update, updated } from './expressions/update.ts';
import { unitsOfRefusedWrite, unitsOfWrite } from './request-units.ts';
import { invalid, metadata, notSimulated, requireKnown } from './service-errors.ts';
import type { Table, Version } from './table.ts';
import { copied, type Item } from './value.ts';

/** A write that was thought through and not done yet. */
export type Plan = {
  readonly table: Table;
  readonly pk: string;
  readonly sk: string;
  readonly before: Version | undefined;
  readonly next: Version | undefined;
  /** Whether the condition holds. */
  readonly allowed: boolean;
  /** Whether it only looks. */
  readonly checkOnly?: boolean;
  /** What an update names. */
  readonly touched?: readonly Path[];
};

type Conditional = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

const conditionOptions = [
  'TableName',
  'ConditionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ReturnValues',
  'ReturnValuesOnConditionCheckFailure',
];
const putOptions = new Set([...conditionOptions, 'Item']);
const keyOptions = new Set([...conditionOptions, 'Key']);
const updateOptions = new Set([...conditionOptions, 'Key', 'UpdateExpression']);

function conditionAllows(
  input: Conditional,
  before: Version | undefined,
  more?: Expression<unknown>,
) {
  const condition = conditionOf(input.ConditionExpression);
  const placeholders = placeholdersOf(input, [condition, more]);
  return {
    placeholders,
    allowed: () => !condition || holds(condition.is, before?.item ?? {}, placeholders),
  };
}

export function planPut(database: Database, input: Omit<PutCommandInput, 'ReturnValues'>): Plan {
  requireKnown('PutCommand', input, putOptions);
  const table = tableOf(database, input.TableName);
  const { pk, sk, version } = versionOf(table, input.Item);
  const before = table.at(pk, sk)?.now;
  const { allowed } = conditionAllows(input, before);
  return { table, pk, sk, before, next: version, allowed: allowed() };
}

export function planDelete(
  database: Database,
  input: Omit<DeleteCommandInput, 'ReturnValues'>,
): Plan {
  requireKnown('DeleteCommand', input, keyOptions);
  const table = tableOf(database, input.TableName);
  const { pk, sk } = keyOf(input.Key);
  const before = table.at(pk, sk)?.now;
  const { allowed } = conditionAllows(input, before);
  return { table, pk, sk, before, next: undefined, allowed: allowed() };
}

export function planCheck(
  database: Database,
  input: Omit<DeleteCommandInput, 'ReturnValues'>,
): Plan {
  if (input.ConditionExpression === undefined) {
    throw invalid('The conditionExpression parameter is required for ConditionCheck');
  }
  const plan = planDelete(database, input);
  return { ...plan, next: plan.before, checkOnly: true };
}

export function planUpdate(
  database: Database,
  input: Omit<UpdateCommandInput, 'ReturnValues'>,
): Plan {
  requireKnown('UpdateCommand', input, updateOptions);
  const table = tableOf(database, input.TableName);
  const { pk, sk } = keyOf(input.Key);
  const before = table.at(pk, sk)?.now;
  const update = updateOf(input.UpdateExpression);
  const { placeholders, allowed } = conditionAllows(input, before, update);
  const touched = update ? touchedPaths(update.is, placeholders) : [];
  requireNoKeys(touched);
  const plan = { table, pk, sk, before, touched };
  if (!allowed()) return { ...plan, next: undefined, allowed: false };
  const item = before?.item ?? { pk, sk };
  const next = update
    ? nextOf(table, update.is, item, placeholders)
    : versionOf(table, item).version;
  return { ...plan, next, allowed: true };
}

function nextOf(table: Table, update: Update, item: Item, placeholders: Placeholders): Version {
  return versionOf(table, updated(update, item, placeholders)).version;
}

function requireNoKeys(paths: readonly Path[]): void {
  const key = paths.find(([first]) => first === 'pk' || first === 'sk');
  if (key) {
    throw invalid(
      `One or more parameter values were invalid: Cannot update attribute ${key[0]}. This attribute is part of the key`,
    );
  }
}

/** @param price 2 in a transaction. */
export function carryOut({ meter }: Database, plan: Plan, price = 1): void {
  const { table, pk, sk, before, next } = plan;
  if (meter) {
    const units = plan.checkOnly
      ? price * unitsOfRefusedWrite(before)
      : unitsOfWrite(table, plan, price);
    meter.writeUnits(table.name, units);
  }
  if (!plan.checkOnly) table.write(pk, sk, next);
}

/** Carries out a plan alone. */
function write({ database, fate }: Asked, plan: Plan, onFailure: string | undefined): void {
  if (fate === 'conflict') {
    throw new TransactionConflictException({
      message: 'Transaction is ongoing for the item',
      ...metadata(),
    });
  }
  if (plan.allowed) {
    carryOut(database, plan);
    return;
  }
  database.meter?.writeUnits(plan.table.name, unitsOfRefusedWrite(plan.before));
  throw new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    ...metadata(),
    ...(onFailure === 'ALL_OLD' &&
      plan.before && { Item: attributeValues(copied(plan.before.item)) }),
  });
}

export function putItem(asked: Asked, input: PutCommandInput) {
  requireReturnable(input.ReturnValues, oldOnly);
  const plan = planPut(asked.database, input);
  write(asked, plan, input.ReturnValuesOnConditionCheckFailure);
  return returned(plan, input.ReturnValues);
}

export function deleteItem(asked: Asked, input: DeleteCommandInput) {
  requireReturnable(input.ReturnValues, oldOnly);
  const plan = planDelete(asked.database, input);
  write(asked, plan, input.ReturnValuesOnConditionCheckFailure);
  return returned(plan, input.ReturnValues);
}

export function updateItem(asked: Asked, input: UpdateCommandInput) {
  requireReturnable(input.ReturnValues, anyReturned);
  const plan = planUpdate(asked.database, input);
  write(asked, plan, input.ReturnValuesOnConditionCheckFailure);
  return returned(plan, input.ReturnValues);
}

const oldOnly = ['NONE', 'ALL_OLD'];
const anyReturned = [...oldOnly, 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'];

function requireReturnable(wanted: string | undefined, known: readonly string[]): void {
  if (wanted === undefined || known.includes(wanted)) return;
  throw invalid(`Return values set to invalid value: ${wanted}`);
}

function returned(
  { before, next, touched = [] }: Plan,
  wanted: string | undefined,
): { Attributes?: Item } {
  if (wanted === undefined || wanted === 'NONE') return {};
  const version = wanted.endsWith('_OLD') ? before : next;
  if (!version) return {};
  if (wanted.startsWith('ALL_')) return { Attributes: copied(version.item) };
  const Attributes = projected(touched, version.item, { names: {}, values: {} });
  return Object.keys(Attributes).length > 0 ? { Attributes } : {};
}

const maxBatchWrites = 25;
type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

export function batchWriteItems(asked: Asked, input: BatchWriteCommandInput) {
  requireKnown('BatchWriteCommand', input, new Set(['RequestItems']));
  const requests = Object.entries(input.RequestItems ?? {}).flatMap(([name, writes]) =>
    writes.map((request) => ({ name, request, plan: planOf(asked.database, name, request) })),
  );
  if (requests.length === 0 || requests.length > maxBatchWrites) {
    throw invalid('Member must have length less than or equal to 25, greater than or equal to 1');
  }
  requireDistinct(
    requests.map(({ plan: { table, pk, sk } }) => JSON.stringify([table.name, pk, sk])),
    'Provided list of item keys contains duplicates',
  );
  const UnprocessedItems: Record<string, WriteRequest[]> = {};
  const { fate, database } = asked;
  const left =
    fate === 'partly' && requests.length > 1 ? Math.floor(database.random() * requests.length) : -1;
  for (const [at, { name, request, plan }] of requests.entries()) {
    if (at === left || (left >= 0 && database.random() < 0.5)) {
      UnprocessedItems[name] = [...(UnprocessedItems[name] ?? []), request];
    } else carryOut(database, plan);
  }
  return { UnprocessedItems };
}

function planOf(database: Database, TableName: string, request: WriteRequest): Plan {
  const { PutRequest, DeleteRequest } = request;
  if (PutRequest) return planPut(database, { TableName, Item: PutRequest.Item });
  if (DeleteRequest) return planDelete(database, { TableName, Key: DeleteRequest.Key });
  throw notSimulated(`${Object.keys(request).join()} of BatchWriteCommand`);
}

import {
  BatchWriteCommand,
  DeleteCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import {
  anyConditions,
  badUpdates,
  type Expression,
  inExpression,
  maybe,
  readableConditions,
  readableUpdates,
} from './expressions-to-try.ts';
import {
  anyItems,
  anyKeys,
  at,
  type DatabaseRequest,
  itemIn,
  items,
  keys,
} from './items-to-try.ts';

const onFailure = maybe(fc.constantFrom('ALL_OLD' as const, 'NONE' as const));

type Conditional = {
  condition?: Expression | undefined;
  failure?: 'ALL_OLD' | 'NONE' | undefined;
};

const under = (conditions: fc.Arbitrary<Expression>): fc.Arbitrary<Conditional> =>
  fc.record({ condition: maybe(conditions), failure: onFailure });

const guarded = ({ condition, failure }: Conditional, update?: Expression) => ({
  ...(condition && { ConditionExpression: condition.text }),
  ...(failure && { ReturnValuesOnConditionCheckFailure: failure }),
  ...inExpression(condition, update),
});

/** Partitions of indexes are told apart by run. */
const shardIn = ({ values, ...update }: Expression, run: string): Expression => {
  const shard = values[':shard'];
  return { ...update, values: shard ? { ...values, ':shard': `${run}${shard}` } : values };
};

/* The inputs of single writes, which a transaction takes as well. */

const puts = (some: typeof items, on: fc.Arbitrary<Conditional>) =>
  fc.tuple(some, on).map(([item, guard]) => (table: string, run: string) => ({
    TableName: table,
    Item: itemIn(item, run),
    ...guarded(guard),
  }));
const deletes = (some: typeof anyKeys, on: fc.Arbitrary<Conditional>) =>
  fc.tuple(some, on).map(([key, guard]) => (table: string, run: string) => ({
    TableName: table,
    Key: at(key, run),
    ...guarded(guard),
  }));
const updatings = (
  some: typeof anyKeys,
  changes: fc.Arbitrary<Expression>,
  on: fc.Arbitrary<Conditional>,
) =>
  fc.tuple(some, changes, on).map(([key, update, guard]) => (table: string, run: string) => ({
    TableName: table,
    Key: at(key, run),
    UpdateExpression: update.text,
    ...guarded(guard, shardIn(update, run)),
  }));

const oldReturned = maybe(fc.constantFrom('ALL_OLD' as const, 'NONE' as const, 'ALL_NEW' as const));
const anyReturned = maybe(
  fc.constantFrom('ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW', 'NONE'),
);

const putting = fc.tuple(puts(anyItems, under(anyConditions)), oldReturned).map(
  ([input, ReturnValues]): DatabaseRequest =>
    ({ client, table, run }) =>
      client.send(new PutCommand({ ...input(table, run), ReturnValues })),
);
const deleting = fc.tuple(deletes(anyKeys, under(anyConditions)), oldReturned).map(
  ([input, ReturnValues]): DatabaseRequest =>
    ({ client, table, run }) =>
      client.send(new DeleteCommand({ ...input(table, run), ReturnValues })),
);
// An update that cannot be read is refused whatever its condition; dynoxide looks at that first.
const anyUpdates = fc.oneof(
  { weight: 9, arbitrary: updatings(anyKeys, readableUpdates, under(anyConditions)) },
  { weight: 1, arbitrary: updatings(anyKeys, badUpdates, fc.constant({})) },
);
const updating = fc.tuple(anyUpdates, anyReturned).map(
  ([input, ReturnValues]): DatabaseRequest =>
    ({ client, table, run }) =>
      client.send(new UpdateCommand({ ...input(table, run), ReturnValues })),
);

const writingMany = fc
  .array(
    fc.oneof(
      anyItems.map((item) => (run: string) => ({ PutRequest: { Item: itemIn(item, run) } })),
      keys.map((key) => (run: string) => ({ DeleteRequest: { Key: at(key, run) } })),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map(
    (writes): DatabaseRequest =>
      ({ client, table, run }) =>
        client.send(
          new BatchWriteCommand({ RequestItems: { [table]: writes.map((write) => write(run)) } }),
        ),
  );

const checks = fc
  .record({ key: keys, condition: readableConditions, failure: onFailure })
  .map(({ key, condition, failure }) => (table: string, run: string) => ({
    TableName: table,
    Key: at(key, run),
    ConditionExpression: condition.text,
    ...guarded({ condition, failure }),
  }));

/*
 * Only what can be read: of the rest dynoxide makes a reason for cancelling, where DynamoDB refuses
 * the request.
 */
const readable = under(readableConditions);
const writingAtOnce = fc
  .array(
    fc.oneof(
      puts(items, readable).map((input) => (table: string, run: string) => ({
        Put: input(table, run),
      })),
      updatings(keys, readableUpdates, readable).map((input) => (table: string, run: string) => ({
        Update: input(table, run),
      })),
      deletes(keys, readable).map((input) => (table: string, run: string) => ({
        Delete: input(table, run),
      })),
      checks.map((input) => (table: string, run: string) => ({
        ConditionCheck: input(table, run),
      })),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(
    (writes): DatabaseRequest =>
      ({ client, table, run }) =>
        client.send(
          new TransactWriteCommand({ TransactItems: writes.map((write) => write(table, run)) }),
        ),
  );

export const writeRequests: fc.Arbitrary<DatabaseRequest> = fc.oneof(
  { weight: 5, arbitrary: putting },
  { weight: 4, arbitrary: updating },
  { weight: 1, arbitrary: deleting },
  { weight: 1, arbitrary: writingMany },
  { weight: 4, arbitrary: writingAtOnce },
);

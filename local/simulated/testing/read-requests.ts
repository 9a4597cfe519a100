import {
  BatchGetCommand,
  GetCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { type Expression, expressionFrom, inExpression, maybe } from './expressions-to-try.ts';
import { anyKeys, at, type DatabaseRequest, type Item, keys } from './items-to-try.ts';

const projections = expressionFrom(
  'n',
  'pk, s, things[0]',
  '#nested.deep, tags',
  'things[1], things[0], bytes',
  'absent, n',
  'status',
  'n,',
);
const projection = (chosen: Expression | undefined) =>
  chosen ? { ProjectionExpression: chosen.text, ...inExpression(chosen) } : {};

const getting = fc.tuple(anyKeys, maybe(projections), fc.boolean()).map(
  ([key, chosen, ConsistentRead]): DatabaseRequest =>
    ({ client, table, run }) =>
      client.send(
        new GetCommand({
          TableName: table,
          Key: at(key, run),
          ConsistentRead,
          ...projection(chosen),
        }),
      ),
);

const gettingMany = fc.tuple(fc.array(anyKeys, { maxLength: 6 }), maybe(projections)).map(
  ([chosen, shown]): DatabaseRequest =>
    ({ client, table, run }) =>
      client.send(
        new BatchGetCommand({
          RequestItems: {
            [table]: {
              Keys: chosen.map((key) => at(key, run)),
              ConsistentRead: true,
              ...projection(shown),
            },
          },
        }),
      ),
);

const gettingAtOnce = fc.array(keys, { minLength: 1, maxLength: 4 }).map(
  (chosen): DatabaseRequest =>
    ({ client, table, run }) =>
      client.send(
        new TransactGetCommand({
          TransactItems: chosen.map((key) => ({ Get: { TableName: table, Key: at(key, run) } })),
        }),
      ),
);

const places = fc.constantFrom<{ text: string; values: Item }>(
  { text: '', values: {} },
  { text: ' AND @ = :from', values: { ':from': '12' } },
  { text: ' AND @ < :from', values: { ':from': '2' } },
  { text: ' AND @ <= :from', values: { ':from': 'é' } },
  { text: ' AND @ > :from', values: { ':from': '1' } },
  { text: ' AND @ >= :from', values: { ':from': '\ufb01' } },
  { text: ' AND @ BETWEEN :from AND :to', values: { ':from': '12', ':to': '\uffff' } },
  { text: ' AND begins_with(@, :from)', values: { ':from': '1' } },
  { text: ' AND @ <> :from', values: { ':from': '1' } },
  { text: ' OR @ = :from', values: { ':from': '1' } },
  { text: ' AND @ = :from AND n = :to', values: { ':from': '1', ':to': 1 } },
);

const filters = expressionFrom('n > :n', 'attribute_exists(s)', 's = :s OR n = :n', 'status = :n');

const queries = fc.record({
  index: fc.constantFrom(
    { pk: 'pk', sk: 'sk', partitions: ['a', 'b'] },
    { name: 'outbox', pk: 'outboxShard', sk: 'outboxAt', partitions: ['shard 1', 'shard 2'] },
    { name: 'worklist', pk: 'worklist', sk: 'worklistOrder', partitions: ['a', 'é'] },
  ),
  partition: fc.nat(1),
  place: places,
  filter: maybe(filters),
  limit: maybe(fc.integer({ min: 1, max: 4 })),
  forward: maybe(fc.boolean()),
  count: fc.boolean(),
});

/** All pages of a query, each as it comes. */
const querying = queries.map(
  ({ index, partition, place, filter, limit, forward, count }): DatabaseRequest =>
    async ({ client, table, run }) => {
      const values = { ':pk': `${run}${index.partitions[partition]}`, ...place.values };
      const pages: unknown[] = [];
      let start: Item | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: index.name,
            KeyConditionExpression: `${index.pk} = :pk${place.text.replace('@', index.sk)}`,
            ...(filter && { FilterExpression: filter.text }),
            ...inExpression(filter),
            ExpressionAttributeValues: { ...filter?.values, ...values },
            Limit: limit,
            ScanIndexForward: forward,
            ...(count && { Select: 'COUNT' }),
            ExclusiveStartKey: start,
          }),
        );
        const { Items, Count, ScannedCount, LastEvaluatedKey } = page;
        pages.push({ Items, Count, ScannedCount, LastEvaluatedKey });
        start = LastEvaluatedKey;
      } while (start);
      return { pages };
    },
);

/** Everything of this run, of a table or an index. */
const scanning = fc.constantFrom(undefined, 'outbox', 'worklist').map(
  (IndexName): DatabaseRequest =>
    async ({ client, table, run }) => {
      const found: Item[] = [];
      let start: Item | undefined;
      do {
        const page = await client.send(
          new ScanCommand({
            TableName: table,
            IndexName,
            FilterExpression: 'begins_with(pk, :run)',
            ExpressionAttributeValues: { ':run': run },
            ExclusiveStartKey: start,
          }),
        );
        found.push(...(page.Items ?? []));
        start = page.LastEvaluatedKey;
      } while (start);
      return { Responses: { scanned: found } };
    },
);

export const readRequests: fc.Arbitrary<DatabaseRequest> = fc.oneof(
  { weight: 1, arbitrary: getting },
  { weight: 1, arbitrary: gettingMany },
  { weight: 1, arbitrary: gettingAtOnce },
  { weight: 4, arbitrary: querying },
  { weight: 1, arbitrary: scanning },
);

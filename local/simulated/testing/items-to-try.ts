import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';

/** A request to a table, in which every partition opens with the name of its run. */
export type DatabaseRequest = (target: {
  client: DynamoDBDocumentClient;
  table: string;
  run: string;
}) => Promise<unknown>;

export type Item = Record<string, unknown>;

const sortKeys = ['1', '12', '2', 'é', '\ufb01', '😀'];
export const keys = fc.record({ pk: fc.constantFrom('a', 'b'), sk: fc.constantFrom(...sortKeys) });
/** Now and then a key that no table takes. */
export const anyKeys = fc.oneof(
  { weight: 40, arbitrary: keys },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Item>(
      { pk: 'a', sk: '' },
      { pk: 'a' },
      { pk: 'a', sk: 7 },
      { pk: 'a', sk: '1', more: 1 },
      { pk: 'a', sk: 'x'.repeat(1025) },
    ),
  },
);
/** A key or an item in the partitions of one run. */
export const at = ({ pk, ...rest }: Item, run: string): Item => ({ pk: `${run}${pk}`, ...rest });

/** Whole, since the stand-in adds no fractions. */
export const numbers = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(100_000));
export const texts = fc.constantFrom('', 'a', 'ab', 'b', 'é', '😀');
export const values: fc.Arbitrary<unknown> = fc.oneof(
  numbers,
  fc.constantFrom(1.5, 1e20 / 1e5, 0.001, -0.25),
  texts,
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 3 }),
  fc.array(fc.oneof(numbers, texts), { maxLength: 3 }),
  fc.constantFrom(new Set(['a', 'b']), new Set([1, 2]), new Set(['b'])),
  fc.record({ deep: numbers }),
);

/** The attributes of an item beside its key, also those of the indexes. */
const attributes = fc.record(
  {
    n: numbers,
    s: texts,
    anything: values,
    things: fc.array(texts, { maxLength: 3 }),
    tags: fc.constantFrom(new Set(['a', 'b']), new Set(['b', 'c'])),
    nested: fc.record({ deep: numbers }),
    bytes: fc.uint8Array({ maxLength: 4 }),
    outboxShard: fc.constantFrom('shard 1', 'shard 2'),
    outboxAt: fc.constantFrom('2026', '2027'),
    worklist: fc.constantFrom('a', 'é'),
    worklistOrder: fc.constantFrom('a', 'ab', 'é', '😀'),
  },
  { requiredKeys: [] },
);
export const items = fc.tuple(keys, attributes).map(([key, more]): Item => ({ ...key, ...more }));

/** Now and then one that no table with these indexes takes. */
export const anyItems = fc
  .tuple(anyKeys, attributes, fc.nat(40))
  .map(([key, more, odd]): Item => ({ ...key, ...more, ...oddIndexKeys[odd] }));

const oddIndexKeys: Item[] = [{ worklist: '' }, { worklist: 7 }, { outboxAt: null }];

/** Index partitions are told apart by run as well. */
export function itemIn(item: Item, run: string): Item {
  const { outboxShard, worklist } = item;
  return {
    ...at(item, run),
    ...(outboxShard !== undefined && { outboxShard: `${run}${outboxShard}` }),
    ...(typeof worklist === 'string' && worklist !== '' && { worklist: `${run}${worklist}` }),
  };
}
